import type { Statistic } from "../bootstrap/cluster_sums.ts";
import type { Estimate, IntervalOptions } from "../interval.ts";
import { agreementEstimate, agreementSums, beyondChance, ratedTwice } from "./agreement_sums.ts";
import type { Ratings } from "./ratings.ts";

/** Gwet's AC1 of the totals of `agreementSums`. */
export const gwetAc1Of: Statistic = beyondChance((shares) =>
  shares.reduce((sum, share) => sum + share * (1 - share), 0) / (shares.length - 1)
);

/**
 * Gwet's AC1 (2008) with an interval clustered on the value pair: a coefficient that, other than kappa, does not
 * fall merely because one category prevails. It depends on how many categories there are, used or not: give
 * `ratingsOf` all of them.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { gwetAc1 } from "./gwet_ac1.ts";
 * import { ratingsOf } from "./ratings.ts";
 *
 * const ratings = ratingsOf([["a", "a"], ["b", "b"], ["a", "b"]].flatMap((labels, u) =>
 *   labels.map((label, r) => ({ unit: `u${u}`, pair: `u${u}`, rater: `r${r}`, label }))
 * ));
 * assert(Math.abs(gwetAc1(ratings).estimate - 1 / 3) < 1e-12);
 * ```
 */
export function gwetAc1(ratings: Ratings, options: IntervalOptions = {}): Estimate {
  return agreementEstimate(agreementSums(ratings), gwetAc1Of, ratedTwice(ratings), options);
}
