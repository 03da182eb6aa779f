/**
 * The standard error of a mean of clustered observations (Miller 2024, arXiv:2411.00640, with the factor C / (C - 1)):
 * sqrt(C / (C - 1) * sum over the C clusters of (sum of the cluster's deviations from the mean)^2) / n.
 *
 * @param deviations By cluster the sum of its observations' deviations from the mean.
 * @param n How many observations there are.
 * @returns NaN with fewer than 2 clusters.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { clusteredError } from "./clustered_error.ts";
 *
 * // 1, 1 in one cluster and 4, 4 in another: their mean is 2.5.
 * assert(clusteredError([-3, 3], 4) === 1.5);
 * ```
 */
export function clusteredError(deviations: ArrayLike<number>, n: number): number {
  const clusters = deviations.length;
  if (clusters < 2) return NaN;
  let squares = 0;
  for (let c = 0; c < clusters; c++) squares += deviations[c]! ** 2;
  return Math.sqrt((clusters / (clusters - 1)) * squares) / n;
}
