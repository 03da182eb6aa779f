import type { JudgedResponse } from "./judge_evaluations.ts";
import { judgedQueries, type QueryRate, queryRate, type Vote } from "./judged_queries.ts";

/** The share of queries of a bin on which every model is problematic. */
export interface BinRate extends QueryRate {
  readonly bin: string;
  readonly vote: Vote;
}

/**
 * Frequent non-compliance by bin of disagreement (Zhang et al. 2025, Figure 2): a response is problematic when
 * most judges (or any judge) say that it is not compliant, ambiguous included; a query counts when all its
 * responses are problematic. Intervals are clustered on the value pair.
 *
 * @param models How many models a query must have responses of. @default {5}
 */
export function noncomplianceByBin(
  responses: readonly JudgedResponse[],
  models = 5,
): BinRate[] {
  const binned = responses.filter((response) => response.bin !== null);
  const bins = [...Map.groupBy(binned, (response) => response.bin ?? "")].sort(([a], [b]) =>
    a < b ? -1 : 1
  );
  return (["majority", "any"] as const).flatMap((vote) =>
    bins.map(([bin, own]) => ({
      bin,
      vote,
      ...queryRate(
        judgedQueries(own, models, vote),
        (query) => query.problematic === query.responses.length,
      ),
    }))
  );
}
