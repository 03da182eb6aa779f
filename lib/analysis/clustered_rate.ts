import { meanAndError } from "./clustered.ts";
import { tQuantile } from "./distributions.ts";
import { type Estimate, type IntervalOptions, levelOf } from "./interval.ts";
import { wilsonOf } from "./wilson.ts";

/**
 * A rate with an interval that holds under clustering and near 0 and 1: Wilson's interval at the effective
 * sample size n_eff = p (1 - p) / SE^2, SE being the clustered standard error, with Student's t of C - 1 degrees
 * of freedom in place of the normal quantile (Dean and Pagano 2015; Franco, Little, Louis and Slud 2019). n_eff
 * is never taken above n. Where the rate is 0 or 1, the clusters cannot show how alike their members are, and
 * n_eff is the number of clusters, which is on the safe side.
 *
 * @param flags Whether it happened, for each observation.
 * @param clusters The cluster (value pair) of each.
 * @returns With fewer than 2 clusters the interval is [0, 1] and the standard error NaN.
 * @throws {RangeError} If the lengths differ.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { clusteredRate } from "./clustered_rate.ts";
 *
 * const rate = clusteredRate([true, false, false, false], ["a", "b", "c", "d"]);
 * assert(rate.estimate === 0.25 && rate.low > 0 && rate.n === 4);
 * ```
 */
export function clusteredRate(
  flags: readonly boolean[],
  clusters: readonly (string | number)[],
  options: IntervalOptions = {},
): Estimate {
  const level = levelOf(options);
  const mean = meanAndError(flags.map(Number), clusters);
  if (mean.clusters < 2) return { ...mean, low: 0, high: 1 };
  const variance = mean.standardError ** 2;
  const spread = mean.estimate * (1 - mean.estimate);
  const effective = spread === 0
    ? mean.clusters
    : variance === 0
    ? mean.n
    : Math.min(mean.n, spread / variance);
  const t = tQuantile((1 + level) / 2, mean.clusters - 1);
  return { ...mean, ...wilsonOf(mean.estimate, effective, t) };
}
