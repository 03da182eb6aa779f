import { assertSameLength, clusterIndex } from "../clusters.ts";

/**
 * A table of clusters (rows) by summed quantities (columns). Most statistics here (means, rates, ratios, kappa,
 * alpha, variance components) are functions of the column totals alone, so that a replicate of the bootstrap or
 * the jackknife needs only new totals, not the data.
 */
export interface ClusterSums {
  readonly clusters: number;
  readonly columns: number;
  /** Row by row, `clusters * columns` long. */
  readonly data: Float64Array;
}

/** A number made of the column totals. */
export type Statistic = (totals: Float64Array) => number;

/**
 * Sums what observations contribute to each column, cluster by cluster.
 *
 * @param labels The cluster (value pair) of each observation.
 * @param columns How many quantities there are.
 * @param add Adds observation `i` into `row`, its cluster's sums.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { clusterSums } from "./cluster_sums.ts";
 *
 * const values = [1, 2, 6];
 * const sums = clusterSums(["a", "a", "b"], 2, (i, row) => {
 *   row[0]! += values[i]!;
 *   row[1]! += 1;
 * });
 * assert(sums.clusters === 2 && sums.data.join() === "3,2,6,1");
 * ```
 */
export function clusterSums(
  labels: readonly (string | number)[],
  columns: number,
  add: (i: number, row: Float64Array) => void,
): ClusterSums {
  const { of, count } = clusterIndex(labels);
  const data = new Float64Array(count * columns);
  const rows = Array.from(
    { length: count },
    (_, c) => data.subarray(c * columns, (c + 1) * columns),
  );
  for (let i = 0; i < labels.length; i++) add(i, rows[of[i]!]!);
  return { clusters: count, columns, data };
}

/** The sums and counts of values, two columns: the totals' ratio is the mean. */
export function meanSums(
  values: ArrayLike<number>,
  labels: readonly (string | number)[],
): ClusterSums {
  assertSameLength(values, labels);
  return clusterSums(labels, 2, (i, row) => {
    row[0]! += values[i]!;
    row[1]! += 1;
  });
}

/** The totals of every column. */
export function totalsOf({ clusters, columns, data }: ClusterSums): Float64Array {
  const totals = new Float64Array(columns);
  for (let c = 0, at = 0; c < clusters; c++) {
    for (let j = 0; j < columns; j++) totals[j]! += data[at++]!;
  }
  return totals;
}
