import { z } from "zod";
import { askJson } from "../generation/ask_json.ts";
import type { Ask, Engine } from "../querying/engine.ts";
import type { ModelRef } from "../study/model_ref.ts";
import type { Outcome } from "../study/outcome.ts";
import { type Rubric, spectrumSchema } from "../study/rubric.ts";
import type { Scenario } from "../study/scenario.ts";
import { rubricPrompt } from "./prompts/rubric.ts";
import { readAgain, type Recall, recallAll } from "./recall.ts";

/** How the writing of a scenario's rubric ended. */
export interface RubricCell {
  readonly scenario: string;
  /** Key of the judge that wrote it. */
  readonly judge: string;
  readonly outcome: Outcome;
  /** Why, for an outcome other than `answered`. */
  readonly detail: string | null;
  /** Key of the completion that holds it, or that was read last. */
  readonly key: string;
}

const answerSchema = z.strictObject({ value1: spectrumSchema, value2: spectrumSchema });
const read = (json: unknown) => answerSchema.parse(json);

interface RubricAsk extends Ask {
  readonly index: number;
}

/**
 * Has a judge write the rubric of each scenario, given all its queries: two spectra of seven strategies. The rubrics
 * stay in the journal, where {@linkcode readRubrics} finds them.
 *
 * @param engine Answers the asks; an offline one rebuilds the rubrics from the journal.
 * @param scenarios Scenarios with distinct ids.
 * @param judge The model that writes.
 * @returns One cell per scenario, in their order.
 */
export async function writeRubrics(
  engine: Engine,
  scenarios: readonly Scenario[],
  judge: ModelRef,
): Promise<RubricCell[]> {
  const cells = new Array<RubricCell>(scenarios.length);
  const run = { label: "rubrics", total: scenarios.length };
  const asks = { [Symbol.iterator]: () => asksOf(scenarios, judge) };
  for await (const [ask, reading] of askJson(engine, asks, read, run)) {
    const { outcome, detail, key } = reading;
    const { id: scenario } = scenarios[ask.index]!;
    cells[ask.index] = { scenario, judge: judge.key, outcome, detail, key };
  }
  return cells;
}

function* asksOf(scenarios: readonly Scenario[], judge: ModelRef): Generator<RubricAsk> {
  for (const [index, scenario] of scenarios.entries()) {
    yield {
      stage: "rubric",
      prompt: rubricPrompt.id,
      model: judge,
      messages: rubricPrompt.render({
        value1: scenario.pair.value1.name,
        value2: scenario.pair.value2.name,
        queries: scenario.queries.map((query) => query.text),
      }),
      parameters: { json: true },
      index,
    };
  }
}

/**
 * Reads rubrics from the journal. The caller gives as many cells at a time as it wants rubrics in memory.
 *
 * @returns The rubrics of the cells that have one, in their order.
 */
export async function readRubrics(
  source: Recall,
  cells: Iterable<RubricCell>,
): Promise<Rubric[]> {
  const written = [...cells].filter(({ outcome }) => outcome === "answered");
  const texts = await recallAll(source, written.map(({ key }) => key));
  return written.map(({ scenario, judge, key }, i) => {
    const spectra = readAgain(texts[i]!, read);
    if (!spectra) throw new Error(`Expected a rubric under the key ${key} but found none`);
    return { scenario, judge, ...spectra };
  });
}
