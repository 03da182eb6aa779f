import { clusteredError } from "../scoring/clustered_error.ts";
import { assertSameLength, clusterIndex } from "./clusters.ts";
import { tPValue, tQuantile } from "./distributions.ts";
import { type Estimate, type IntervalOptions, levelOf } from "./interval.ts";

/**
 * A mean with the standard error that clustering leaves it (Miller 2024, arXiv:2411.00640):
 * SE = sqrt(C / (C - 1) * sum over clusters of (sum of the cluster's deviations)^2) / n, and an interval by
 * Student's t with C - 1 degrees of freedom. Queries of one value pair are not independent: the pair is the
 * cluster. Where all clusters have one mean, standard error and interval have no width: with few clusters or a coarse
 * scale that is chance, not certainty.
 *
 * @param values The observations.
 * @param clusters The cluster of each.
 * @returns Standard error and interval are NaN with fewer than 2 clusters.
 * @throws {RangeError} If the lengths differ.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { clusteredMean } from "./clustered.ts";
 *
 * const mean = clusteredMean([1, 1, 4, 4], ["a", "a", "b", "b"]);
 * assert(mean.estimate === 2.5 && mean.standardError === 1.5 && mean.clusters === 2);
 * ```
 */
export function clusteredMean(
  values: ArrayLike<number>,
  clusters: readonly (string | number)[],
  options: IntervalOptions = {},
): Estimate {
  const level = levelOf(options);
  const { estimate, standardError, n, clusters: count } = meanAndError(values, clusters);
  const half = tQuantile((1 + level) / 2, count - 1) * standardError;
  return {
    estimate,
    standardError,
    low: estimate - half,
    high: estimate + half,
    n,
    clusters: count,
  };
}

/** The mean and its clustered standard error alone. */
export function meanAndError(
  values: ArrayLike<number>,
  clusters: readonly (string | number)[],
): Omit<Estimate, "low" | "high"> {
  assertSameLength(values, clusters);
  const n = values.length;
  const { of, count } = clusterIndex(clusters);
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i]!;
  const estimate = sum / n;
  const deviations = new Float64Array(count);
  for (let i = 0; i < n; i++) deviations[of[i]!]! += values[i]! - estimate;
  return { estimate, standardError: clusteredError(deviations, n), n, clusters: count };
}

/**
 * The two-sided p-value of a clustered mean of 0, by Student's t of C - 1 degrees of freedom. Where all clusters have
 * one mean t is infinite, which says nothing of how many they are: there it is the sign test's, 2 to the power of
 * 1 - C (Arbuthnott 1710), and 1 where that mean is 0.
 *
 * @returns NaN with fewer than 2 clusters.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { clusteredMean, pOfZero } from "./clustered.ts";
 *
 * assert(pOfZero(clusteredMean([2, 2, 2], ["a", "b", "c"])) === 0.25);
 * ```
 */
export function pOfZero(
  { estimate, standardError, clusters }: Omit<Estimate, "low" | "high">,
): number {
  if (clusters < 2) return NaN;
  if (estimate === 0) return 1;
  // Equal thirds leave rounding errors behind.
  if (standardError < 1e-12 * Math.abs(estimate)) return 2 ** (1 - clusters);
  return tPValue(estimate / standardError, clusters - 1);
}
