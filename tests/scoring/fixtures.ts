import { createHash } from "node:crypto";
import type { RecallingEngine } from "../../lib/scoring/recall.ts";
import type { RubricCell } from "../../lib/scoring/write_rubrics.ts";
import type { Response } from "../../lib/study/response.ts";
import { type Rubric, type Spectrum, STRATEGIES } from "../../lib/study/rubric.ts";
import type { Scenario } from "../../lib/study/scenario.ts";

/** A scenario with its neutral query and one nudged to value 1. */
export const scenario: Scenario = {
  id: "s1",
  pair: {
    id: "p1",
    value1: { name: "candour", category: "Ethical interaction", domain: "Social values" },
    value2: { name: "tact", category: "Emotional depth", domain: "Personal values" },
  },
  generator: "o3",
  queries: [
    { id: "s1/neutral", scenario: "s1", nudge: "neutral", text: "Is my novel any good?" },
    { id: "s1/value1", scenario: "s1", nudge: "value1", text: "Tell me the worst of my novel." },
  ],
};

const spectrum = (value: string) =>
  Object.fromEntries(STRATEGIES.map((s) => [s, `${s} ${value}.`])) as Spectrum;

/** The rubric of {@linkcode scenario}. */
export const rubric: Rubric = {
  scenario: "s1",
  judge: "rubric_judge",
  value1: spectrum("candour"),
  value2: spectrum("tact"),
};

const keyOf = (...parts: unknown[]) =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex");

/** How the writing of {@linkcode rubric} ended; {@linkcode recalling} finds it. */
export const rubricCell: RubricCell = {
  scenario: rubric.scenario,
  judge: rubric.judge,
  outcome: "answered",
  detail: null,
  key: keyOf("rubric"),
};

/** A response of a model to a query of {@linkcode scenario}; {@linkcode recalling} finds its text. */
export function response(model: string, more: Partial<Response> = {}): Response {
  const parts = {
    query: "s1/neutral",
    model,
    sample: 0,
    outcome: "answered" as const,
    text: `Words of ${model}.`,
    detail: null,
    ...more,
  };
  return { key: keyOf(parts.query, model, parts.sample, parts.text), ...parts };
}

/** An engine that recalls these responses and {@linkcode rubric} too, as if they were in its journal. */
export function recalling<E extends RecallingEngine>(
  engine: E,
  responses: readonly Response[],
): E {
  const { recall } = engine;
  const texts = new Map(responses.map(({ key, text }) => [key!, text]));
  texts.set(rubricCell.key, JSON.stringify({ value1: rubric.value1, value2: rubric.value2 }));
  return Object.assign(engine, {
    async recall(keys: readonly string[]) {
      const found = keys.flatMap((key) => texts.has(key) ? [[key, texts.get(key)!] as const] : []);
      return new Map([...await recall(keys), ...found]);
    },
  });
}

/** A judge's reference. */
export const judge = (key: string) => ({ key, provider: "p", model: key });
