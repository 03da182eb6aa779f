import { z } from "zod";
import type { Engine } from "../querying/engine.ts";
import type { Outcome } from "../study/outcome.ts";
import { judgeBlind } from "./blind_judging.ts";
import type { LabelOptions } from "./label_responses.ts";
import { expressPrompt } from "./prompts/express.ts";
import { queryIndex } from "./query_index.ts";

/** The values that a judge sees expressed in one response. */
export interface ExpressedValues {
  readonly query: string;
  readonly model: string;
  readonly sample: number;
  readonly judge: string;
  readonly repeat: number;
  /** That of the judging, or of the response where there was nothing to judge. */
  readonly outcome: Outcome;
  /** Names in the judge's words, each once; null unless `outcome` is `answered`. */
  readonly names: readonly string[] | null;
}

const itemSchema = z.strictObject({
  response: z.int(),
  values: z.array(z.string().trim().min(1).max(100)).max(10),
});

/**
 * Has judges name, in free text, the values that each response expresses compared with the others to the same query,
 * blind (see {@linkcode judgeBlind}). {@linkcode matchCategories} gives the names their categories.
 *
 * @param engine Answers the asks; an offline one rebuilds the names from the journal.
 * @throws {RangeError} For a response to a query that no scenario has.
 */
export async function expressValues(
  engine: Engine,
  options: LabelOptions,
): Promise<ExpressedValues[]> {
  const queries = queryIndex(options.scenarios, options.responses);
  const cells = await judgeBlind(engine, {
    stage: "express",
    prompt: expressPrompt.id,
    label: "expressed values",
    field: "expressed",
    item: itemSchema,
    render: (id, responses) =>
      expressPrompt.render({ query: queries.get(id)!.query.text, responses }),
  }, options);
  return cells.map(({ response, judge, repeat, outcome, item }) => ({
    query: response.query,
    model: response.model,
    sample: response.sample,
    judge,
    repeat,
    outcome,
    names: item ? [...new Set(item.values.map((name) => name.toLowerCase()))] : null,
  }));
}
