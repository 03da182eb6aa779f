import { tQuantile } from "../distributions.ts";
import { type IntervalOptions, levelOf } from "../interval.ts";
import { type ClusterSums, type Statistic, totalsOf } from "./cluster_sums.ts";

/** The statistic without each cluster in turn. */
export function leaveOneOut(sums: ClusterSums, statistic: Statistic): Float64Array {
  const totals = totalsOf(sums);
  const { clusters, columns, data } = sums;
  const without = new Float64Array(columns);
  const values = new Float64Array(clusters);
  for (let c = 0; c < clusters; c++) {
    for (let j = 0; j < columns; j++) without[j] = totals[j]! - data[c * columns + j]!;
    values[c] = statistic(without);
  }
  return values;
}

/** An estimate with its error and interval, without the counts behind it. */
export interface JackknifeEstimate {
  readonly estimate: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly clusters: number;
}

/** A scale on which a statistic is nearer to normal, and the way back. */
export interface Scale {
  readonly to: (x: number) => number;
  readonly from: (y: number) => number;
}

/** The scales that intervals here are made on. */
export const SCALES: Readonly<Record<"identity" | "log" | "logit" | "agreement", Scale>> = {
  identity: { to: (x) => x, from: (y) => y },
  log: { to: Math.log, from: Math.exp },
  logit: { to: (x) => Math.log(x / (1 - x)), from: (y) => 1 / (1 + Math.exp(-y)) },
  /** For coefficients with a top of 1: the disagreement left over is a ratio. */
  agreement: { to: (x) => -Math.log(1 - x), from: (y) => 1 - Math.exp(-y) },
};

/**
 * The delete-one-cluster jackknife (Efron and Stein 1981; centred on the full estimate, as Cameron and Miller
 * 2015 have it for clusters) with an interval by Student's t of C - 1 degrees of freedom, made on `scale`.
 *
 * @param sums Clusters by quantities.
 * @param statistic The statistic of the totals.
 * @returns The standard error is on the statistic's own scale. Without 2 clusters, or where a cluster alone makes
 * the statistic infinite or undefined, error and interval are NaN.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { meanSums } from "./cluster_sums.ts";
 * import { jackknife } from "./jackknife.ts";
 *
 * const sums = meanSums([1, 1, 4, 4], ["a", "a", "b", "b"]);
 * const mean = jackknife(sums, ([sum, n]) => sum! / n!);
 * assert(mean.estimate === 2.5 && mean.standardError === 1.5);
 * ```
 */
export function jackknife(
  sums: ClusterSums,
  statistic: Statistic,
  options: IntervalOptions & { readonly scale?: Scale } = {},
): JackknifeEstimate {
  const { scale = SCALES.identity } = options;
  const level = levelOf(options);
  const { clusters } = sums;
  const estimate = statistic(totalsOf(sums));
  const left = leaveOneOut(sums, statistic);
  const center = scale.to(estimate);
  const error = errorAround(estimate, left);
  const half = tQuantile((1 + level) / 2, clusters - 1) * errorAround(center, left.map(scale.to));
  return {
    estimate,
    standardError: error,
    low: scale.from(center - half),
    high: scale.from(center + half),
    clusters,
  };
}

function errorAround(center: number, values: Float64Array): number {
  const count = values.length;
  if (count < 2) return NaN;
  let squares = 0;
  for (const value of values) squares += (value - center) ** 2;
  const error = Math.sqrt(((count - 1) / count) * squares);
  return Number.isFinite(error) ? error : NaN;
}
