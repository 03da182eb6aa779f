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

/** A response of a model to a query of {@linkcode scenario}. */
export function response(model: string, more: Partial<Response> = {}): Response {
  return {
    query: "s1/neutral",
    model,
    sample: 0,
    outcome: "answered",
    text: `Words of ${model}.`,
    detail: null,
    key: null,
    ...more,
  };
}

/** A judge's reference. */
export const judge = (key: string) => ({ key, provider: "p", model: key });
