import type { IntervalOptions } from "./interval.ts";
import type { LabelledResponse } from "./label_responses.ts";
import { type RateRow, rates } from "./rates.ts";

/** How often a group's responses have a label. */
export interface LabelShare extends RateRow {
  readonly label: string;
}

/**
 * The share of each label in each group, over the responses on whose label the judges agree by majority, with
 * clustered intervals and bounds for the others (`rates`).
 *
 * @param labels All labels, in their order.
 * @returns By group, then label.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { labelShares } from "./label_shares.ts";
 *
 * const row = { pair: "p", model: "o3", provider: "openai", judges: 2, refusal: null, score: null, filtered: false };
 * const [yes, no] = labelShares(
 *   [{ ...row, query: "q1", label: "yes" }, { ...row, query: "q2", label: null }],
 *   ["yes", "no"],
 *   (response) => response.model,
 * );
 * assert(yes?.rate === 1 && yes.assessed === 1 && yes.lower_bound === 0.5 && no?.rate === 0);
 * ```
 */
export function labelShares(
  responses: readonly LabelledResponse[],
  labels: readonly string[],
  groupOf: (response: LabelledResponse) => string,
  options: IntervalOptions = {},
): LabelShare[] {
  return [...Map.groupBy(responses, groupOf).values()].flatMap((own) =>
    labels.flatMap((label) =>
      rates(
        own.map((row) => ({ ...row, flag: row.label === null ? null : row.label === label })),
        groupOf,
        options,
      ).map(({ group, ...rest }): LabelShare => ({ group, label, ...rest }))
    )
  );
}
