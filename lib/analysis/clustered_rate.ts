import { clopperPearson } from "./clopper_pearson.ts";
import { meanAndError } from "./clustered.ts";
import { tCdf, tQuantile } from "./distributions.ts";
import { type Estimate, type IntervalOptions, levelOf } from "./interval.ts";
import { wilsonOf } from "./wilson.ts";

/**
 * A rate with an interval that holds under clustering and near 0 and 1: Wilson's interval at the effective
 * sample size n_eff = p (1 - p) / SE^2, SE being the clustered standard error, with Student's t of C - 1 degrees
 * of freedom in place of the normal quantile (Dean and Pagano 2015; Franco, Little, Louis and Slud 2019). n_eff
 * is never taken above n. Where the rate is 0 or 1, the clusters cannot show how alike their members are. However alike
 * these are, C clusters without a hit have a chance of (1 - rate)^C at most, so that Clopper and Pearson's limit of C
 * trials holds there.
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
  if (mean.estimate === 0 || mean.estimate === 1) {
    return { ...mean, ...clopperPearson(mean.estimate * mean.clusters, mean.clusters, options) };
  }
  const t = tQuantile((1 + level) / 2, mean.clusters - 1);
  return { ...mean, ...wilsonOf(mean.estimate, effectiveSize(mean), t) };
}

/**
 * How many independent trials a clustered rate is worth: see {@linkcode clusteredRate}. Without 2 clusters it is
 * their number.
 */
export function effectiveSize(
  { estimate, standardError, n, clusters }: Omit<Estimate, "low" | "high">,
): number {
  const spread = estimate * (1 - estimate);
  if (spread === 0 || Number.isNaN(standardError)) return clusters;
  return standardError === 0 ? n : Math.min(n, spread / standardError ** 2);
}

/**
 * The one-sided p-value of a rate above `usual`: the score test at the effective size of {@linkcode clusteredRate},
 * by Student's t of C - 1 degrees of freedom, and `usual` to the power of C where the rate is 1. It is below q exactly where the lower end of that interval at level
 * 1 - 2q is above `usual`.
 *
 * @param rate What `clusteredRate` gave.
 * @param usual The rate to compare with, 0 to 1.
 * @returns NaN with fewer than 2 clusters, from which nothing can be told.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { clusteredRate, pAbove } from "./clustered_rate.ts";
 *
 * const flags = [true, true, true, true, true, false];
 * const rate = clusteredRate(flags, ["a", "b", "c", "d", "e", "f"]);
 * assert(pAbove(rate, 0.2) < 0.025 && pAbove(rate, 0.8) > 0.4);
 * ```
 */
export function pAbove(rate: Omit<Estimate, "low" | "high">, usual: number): number {
  if (!(usual >= 0 && usual <= 1)) {
    throw new RangeError(`Expected usual to be from 0 to 1 but found ${usual}`);
  }
  if (rate.clusters < 2) return NaN;
  if (usual === 0 || usual === 1) return rate.estimate > usual ? 0 : 1;
  if (rate.estimate === 1) return usual ** rate.clusters;
  const error = Math.sqrt((usual * (1 - usual)) / effectiveSize(rate));
  return tCdf((usual - rate.estimate) / error, rate.clusters - 1);
}
