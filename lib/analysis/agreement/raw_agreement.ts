import type { Estimate, IntervalOptions } from "../interval.ts";
import { agreementEstimate, agreementSums, ratedTwice, rawAgreementOf } from "./agreement_sums.ts";
import type { Ratings } from "./ratings.ts";

/**
 * Raw agreement: the share of pairs of ratings of a unit that agree, averaged over the units with two ratings or
 * more, with an interval clustered on the value pair. Kappa falls when one category prevails though raters are as
 * good as before, so that raw agreement and prevalence belong beside it.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { ratingsOf } from "./ratings.ts";
 * import { rawAgreement } from "./raw_agreement.ts";
 *
 * const ratings = ratingsOf(["yes", "yes", "no"].map((label, i) => (
 *   { unit: "u", pair: "p", rater: `r${i}`, label }
 * )));
 * assert(Math.abs(rawAgreement(ratings).estimate - 1 / 3) < 1e-12);
 * ```
 */
export function rawAgreement(ratings: Ratings, options: IntervalOptions = {}): Estimate {
  return agreementEstimate(agreementSums(ratings), rawAgreementOf, ratedTwice(ratings), options);
}

/** The share of ratings in each category, each unit counting once. */
export function prevalence(ratings: Ratings): Map<string | number, number> {
  const sums = agreementSums(ratings);
  const totals = new Float64Array(sums.columns);
  sums.data.forEach((value, i) => totals[i % sums.columns]! += value);
  return new Map(ratings.categories.map((label, k) => [label, totals[3 + k]! / totals[2]!]));
}
