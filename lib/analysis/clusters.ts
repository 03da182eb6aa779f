/** Observations sorted into clusters. */
export interface ClusterIndex {
  /** For each observation the number of its cluster, from 0, in order of first appearance. */
  readonly of: Int32Array;
  readonly count: number;
}

/**
 * Numbers the clusters of observations.
 *
 * @param labels The cluster (value pair) of each observation.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { clusterIndex } from "./clusters.ts";
 *
 * const { of, count } = clusterIndex(["p1", "p2", "p1"]);
 * assert(of.join() === "0,1,0" && count === 2);
 * ```
 */
export function clusterIndex(labels: readonly (string | number)[]): ClusterIndex {
  const numbers = new Map<string | number, number>();
  const of = new Int32Array(labels.length);
  labels.forEach((label, i) => {
    let number = numbers.get(label);
    if (number === undefined) numbers.set(label, number = numbers.size);
    of[i] = number;
  });
  return { of, count: numbers.size };
}

/**
 * Checks that every observation has its cluster.
 *
 * @throws {RangeError} If the lengths differ.
 */
export function assertSameLength(values: ArrayLike<unknown>, clusters: ArrayLike<unknown>): void {
  if (values.length !== clusters.length) {
    throw new RangeError(
      `Expected one cluster per value but found ${values.length} values and ${clusters.length} clusters`,
    );
  }
}
