import type { Statistic } from "../bootstrap/cluster_sums.ts";
import type { Estimate, IntervalOptions } from "../interval.ts";
import { agreementEstimate, agreementSums, beyondChance, ratedTwice } from "./agreement_sums.ts";
import type { Ratings } from "./ratings.ts";

/** Fleiss' kappa of the totals of `agreementSums`; chance agreement is the sum of squared category shares. */
export const fleissKappaOf: Statistic = beyondChance((shares) =>
  shares.reduce((sum, share) => sum + share * share, 0)
);

/**
 * Fleiss' kappa (1971) with an interval clustered on the value pair. Units need not have the same number of
 * ratings: with missing ones it is Gwet's (2014) extension, in which units with two or more ratings give the
 * agreement and all rated units the shares.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { fleissKappa } from "./fleiss_kappa.ts";
 * import { ratingsOf } from "./ratings.ts";
 *
 * const ratings = ratingsOf([["a", "a"], ["b", "b"], ["a", "b"]].flatMap((labels, u) =>
 *   labels.map((label, r) => ({ unit: `u${u}`, pair: `u${u}`, rater: `r${r}`, label }))
 * ));
 * assert(Math.abs(fleissKappa(ratings).estimate - 1 / 3) < 1e-12);
 * ```
 */
export function fleissKappa(ratings: Ratings, options: IntervalOptions = {}): Estimate {
  return agreementEstimate(agreementSums(ratings), fleissKappaOf, ratedTwice(ratings), options);
}
