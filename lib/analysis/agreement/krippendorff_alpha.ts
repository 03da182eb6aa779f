import { type ClusterSums, clusterSums, type Statistic } from "../bootstrap/cluster_sums.ts";
import type { Estimate, IntervalOptions } from "../interval.ts";
import { agreementEstimate, ratedTwice } from "./agreement_sums.ts";
import { countsOf, type Ratings } from "./ratings.ts";

/** How far apart two labels are. */
export type Metric = "nominal" | "ordinal" | "interval";

/** The matrix of coincidences of labels, per cluster, `K * K` columns. */
export function coincidenceSums(ratings: Ratings): ClusterSums {
  const size = ratings.categories.length;
  return clusterSums(ratings.pairs, size * size, (u, row) => {
    const counts = countsOf(ratings, u);
    const total = counts.reduce((sum, count) => sum + count, 0);
    if (total < 2) return;
    for (let c = 0; c < size; c++) {
      if (counts[c] === 0) continue;
      for (let k = 0; k < size; k++) {
        row[c * size + k]! += (counts[c]! * (counts[k]! - (c === k ? 1 : 0))) / (total - 1);
      }
    }
  });
}

/**
 * Alpha of the totals of `coincidenceSums`.
 *
 * @throws {TypeError} If the metric is `interval` and the labels are no numbers.
 */
export function krippendorffAlphaOf(
  categories: readonly (string | number)[],
  metric: Metric,
): Statistic {
  if (metric === "interval" && !categories.every((label) => typeof label === "number")) {
    throw new TypeError("Expected numbers as labels for the interval metric but found texts");
  }
  const size = categories.length;
  const values = categories.map(Number);
  return (totals) => {
    const counts = new Float64Array(size);
    let n = 0;
    for (let c = 0; c < size; c++) {
      for (let k = 0; k < size; k++) counts[c]! += totals[c * size + k]!;
      n += counts[c]!;
    }
    let observed = 0;
    let expected = 0;
    for (let c = 0; c < size; c++) {
      // The ratings from c up to k, with half of those at both ends: the ordinal distance.
      let between = counts[c]! / 2;
      for (let k = c + 1; k < size; k++) {
        between += (counts[k - 1]! + counts[k]!) / 2;
        const distance = metric === "nominal"
          ? 1
          : metric === "interval"
          ? values[k]! - values[c]!
          : between - counts[c]! / 2;
        observed += totals[c * size + k]! * distance * distance;
        expected += counts[c]! * counts[k]! * distance * distance;
      }
    }
    return 1 - ((n - 1) * observed) / expected;
  };
}

/**
 * Krippendorff's alpha (Hayes and Krippendorff 2007) for labels that are nominal, ordinal (the order of
 * `ratings.categories`) or numbers on an interval scale, with any ratings missing, and an interval clustered on
 * the value pair. Units with one rating do not count.
 *
 * @throws {TypeError} If the metric is `interval` and the labels are no numbers.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { krippendorffAlpha } from "./krippendorff_alpha.ts";
 * import { ratingsOf } from "./ratings.ts";
 *
 * const ratings = ratingsOf([[1, 1], [2, 2], [1, 2]].flatMap((labels, u) =>
 *   labels.map((label, r) => ({ unit: `u${u}`, pair: `u${u}`, rater: `r${r}`, label }))
 * ));
 * assert(Math.abs(krippendorffAlpha(ratings, "interval").estimate - 4 / 9) < 1e-12);
 * ```
 */
export function krippendorffAlpha(
  ratings: Ratings,
  metric: Metric,
  options: IntervalOptions = {},
): Estimate {
  const statistic = krippendorffAlphaOf(ratings.categories, metric);
  return agreementEstimate(coincidenceSums(ratings), statistic, ratedTwice(ratings), options);
}
