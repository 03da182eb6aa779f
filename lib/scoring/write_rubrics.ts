import { z } from "zod";
import { askJson } from "../generation/ask_json.ts";
import type { Ask, Engine } from "../querying/engine.ts";
import type { ModelRef } from "../study/model_ref.ts";
import type { Outcome } from "../study/outcome.ts";
import { type Rubric, spectrumSchema } from "../study/rubric.ts";
import type { Scenario } from "../study/scenario.ts";
import { rubricPrompt } from "./prompts/rubric.ts";

/** How the writing of a scenario's rubric ended. */
export interface RubricCell {
  readonly scenario: string;
  readonly outcome: Outcome;
  /** Why, for an outcome other than `answered`. */
  readonly detail: string | null;
}

/** Rubrics, and how each that was asked for ended. */
export interface Rubrics {
  /** In the order of the scenarios, those without an answer left out. */
  readonly rubrics: Rubric[];
  /** One per scenario. */
  readonly cells: RubricCell[];
}

const answerSchema = z.strictObject({ value1: spectrumSchema, value2: spectrumSchema });

interface RubricAsk extends Ask {
  readonly scenario: string;
}

/**
 * Has a judge write the rubric of each scenario, given all its queries: two spectra of seven strategies.
 *
 * @param engine Answers the asks; an offline one rebuilds the rubrics from the journal.
 * @param scenarios Scenarios with distinct ids.
 * @param judge The model that writes.
 */
export async function writeRubrics(
  engine: Engine,
  scenarios: readonly Scenario[],
  judge: ModelRef,
): Promise<Rubrics> {
  const asks = scenarios.map((scenario): RubricAsk => ({
    stage: "rubric",
    prompt: rubricPrompt.id,
    model: judge,
    messages: rubricPrompt.render({
      value1: scenario.pair.value1.name,
      value2: scenario.pair.value2.name,
      queries: scenario.queries.map((query) => query.text),
    }),
    parameters: { json: true },
    scenario: scenario.id,
  }));
  const rubrics = new Map<string, Rubric>();
  const cells = new Map<string, RubricCell>();
  const read = (json: unknown) => answerSchema.parse(json);
  for await (
    const [ask, reading] of askJson(engine, asks, read, { label: "rubrics", total: asks.length })
  ) {
    const { scenario } = ask;
    cells.set(scenario, { scenario, outcome: reading.outcome, detail: reading.detail });
    if (reading.value) rubrics.set(scenario, { scenario, judge: judge.key, ...reading.value });
  }
  return {
    rubrics: scenarios.flatMap(({ id }) => rubrics.get(id) ?? []),
    cells: scenarios.map(({ id }) => cells.get(id)!),
  };
}
