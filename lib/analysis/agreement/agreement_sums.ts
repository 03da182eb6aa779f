import { type ClusterSums, clusterSums, type Statistic } from "../bootstrap/cluster_sums.ts";
import { jackknife, SCALES } from "../bootstrap/jackknife.ts";
import type { Estimate, IntervalOptions } from "../interval.ts";
import { countsOf, type Ratings } from "./ratings.ts";

/**
 * What raw agreement, Fleiss' kappa and Gwet's AC1 are made of, per cluster: units with two ratings or more,
 * their agreement, units with any rating, and the share of ratings in each category.
 */
export function agreementSums(ratings: Ratings): ClusterSums {
  const { pairs, categories } = ratings;
  return clusterSums(pairs, 3 + categories.length, (u, row) => {
    const counts = countsOf(ratings, u);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total === 0) return;
    row[2]! += 1;
    counts.forEach((count, k) => row[3 + k]! += count / total);
    if (total < 2) return;
    row[0]! += 1;
    for (const count of counts) row[1]! += (count * (count - 1)) / (total * (total - 1));
  });
}

/** The share of pairs of ratings of a unit that agree, averaged over units. */
export const rawAgreementOf: Statistic = (totals) => totals[1]! / totals[0]!;

/** Agreement beyond what `expected` chance agreement, of the category shares, would give. */
export function beyondChance(expected: (shares: Float64Array) => number): Statistic {
  return (totals) => {
    const chance = expected(totals.subarray(3).map((share) => share / totals[2]!));
    return (rawAgreementOf(totals) - chance) / (1 - chance);
  };
}

/**
 * A coefficient of agreement with its clustered jackknife interval, made on the scale of -log(1 - coefficient)
 * and never above 1. It is undefined (NaN) when all ratings are of one category. Where all raters agree on all
 * units nothing is left to make an interval from, and its ends are NaN.
 */
export function agreementEstimate(
  sums: ClusterSums,
  statistic: Statistic,
  n: number,
  options: IntervalOptions,
): Estimate {
  return { ...jackknife(sums, statistic, { ...options, scale: SCALES.agreement }), n };
}

/** Units that at least two raters rated. */
export function ratedTwice(ratings: Ratings): number {
  let n = 0;
  for (let u = 0; u < ratings.units.length; u++) {
    if (countsOf(ratings, u).reduce((sum, count) => sum + count, 0) >= 2) n++;
  }
  return n;
}
