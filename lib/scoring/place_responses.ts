import { z } from "zod";
import type { Engine } from "../querying/engine.ts";
import { type Position, positionValueSchema } from "../study/position.ts";
import type { Rubric } from "../study/rubric.ts";
import type { Scenario } from "../study/scenario.ts";
import { judgeBlind, type JudgingOptions } from "./blind_judging.ts";
import { positionPrompt } from "./prompts/position.ts";
import { queryIndex } from "./query_index.ts";

/** What {@linkcode placeResponses} places, and how. */
export interface PlaceOptions extends JudgingOptions {
  readonly scenarios: readonly Scenario[];
  /** By scenario; responses of a scenario without one are not judged. */
  readonly rubrics: readonly Rubric[];
}

/** Where a judge puts one of the responses that it is shown. */
export const placementSchema = z.strictObject({
  response: z.int(),
  reasoning: z.string(),
  value1: positionValueSchema,
  value2: positionValueSchema,
  confidence: z.number().min(0).max(1),
});

/**
 * Has judges place every response on both spectra of its scenario's rubric, blind, as {@linkcode judgeBlind} says.
 *
 * @param engine Answers the asks; an offline one rebuilds the positions from the journal.
 * @returns `responses * judges * repeats` positions, in the order of the responses, then of judges and repeats.
 * Those of a scenario without a rubric are `not_run`.
 * @throws {RangeError} For a response to a query that no scenario has.
 */
export async function placeResponses(engine: Engine, options: PlaceOptions): Promise<Position[]> {
  const queries = queryIndex(options.scenarios, options.responses);
  const rubrics = new Map(options.rubrics.map((rubric) => [rubric.scenario, rubric]));
  const cells = await judgeBlind(engine, {
    stage: "position",
    prompt: positionPrompt.id,
    label: "positions",
    field: "placements",
    item: placementSchema,
    render(id, responses) {
      const { query, scenario } = queries.get(id)!;
      const rubric = rubrics.get(scenario.id);
      const { value1, value2 } = scenario.pair;
      return rubric
        ? positionPrompt.render({
          query: query.text,
          value1: { name: value1.name, spectrum: rubric.value1 },
          value2: { name: value2.name, spectrum: rubric.value2 },
          responses,
        })
        : null;
    },
  }, options);
  return cells.map(({ response, judge, repeat, outcome, item, place }) => ({
    query: response.query,
    model: response.model,
    sample: response.sample,
    judge,
    repeat,
    outcome,
    value1: item?.value1 ?? null,
    value2: item?.value2 ?? null,
    confidence: item?.confidence ?? null,
    reasoning: item?.reasoning ?? null,
    place,
  }));
}
