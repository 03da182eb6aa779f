import { normalCdf, normalQuantile } from "../distributions.ts";
import { type Interval, type IntervalOptions, levelOf } from "../interval.ts";

/**
 * The quantile of sorted values by linear interpolation (Hyndman and Fan's type 7, the default of R and NumPy).
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const low = sorted[below] ?? NaN;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? NaN;
  return low + (high - low) * (at - below);
}

/**
 * The percentile interval (Efron 1979) of a statistic's replicates; replicates in which it is undefined are left
 * out.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { percentileInterval } from "./bootstrap_interval.ts";
 *
 * const { low, high } = percentileInterval(Array.from({ length: 101 }, (_, i) => i), { level: 0.9 });
 * assert(Math.abs(low - 5) < 1e-9 && Math.abs(high - 95) < 1e-9);
 * ```
 */
export function percentileInterval(
  replicates: ArrayLike<number>,
  options: IntervalOptions = {},
): Interval {
  const level = levelOf(options);
  const sorted = sortedNumbers(replicates);
  return {
    low: quantileOfSorted(sorted, (1 - level) / 2),
    high: quantileOfSorted(sorted, (1 + level) / 2),
  };
}

/**
 * The bias-corrected and accelerated interval (Efron 1987); the acceleration comes from the statistic without
 * each cluster in turn. It is the percentile interval where all replicates lie on one side of the estimate.
 *
 * @param estimate The statistic of the data.
 * @param replicates The statistic of each replicate.
 * @param left The statistic without each cluster (`leaveOneOut`).
 */
export function bcaInterval(
  estimate: number,
  replicates: ArrayLike<number>,
  left: ArrayLike<number>,
  options: IntervalOptions = {},
): Interval {
  const level = levelOf(options);
  const sorted = sortedNumbers(replicates);
  let below = 0;
  for (const value of sorted) below += value < estimate ? 1 : value === estimate ? 0.5 : 0;
  const bias = normalQuantile(below / sorted.length);
  if (!Number.isFinite(bias)) return percentileInterval(sorted, options);

  let mean = 0;
  for (let i = 0; i < left.length; i++) mean += left[i]! / left.length;
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < left.length; i++) {
    const deviation = mean - left[i]!;
    squares += deviation ** 2;
    cubes += deviation ** 3;
  }
  const acceleration = squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
  const adjusted = (p: number) => {
    const z = bias + normalQuantile(p);
    return normalCdf(bias + z / (1 - acceleration * z));
  };
  return {
    low: quantileOfSorted(sorted, adjusted((1 - level) / 2)),
    high: quantileOfSorted(sorted, adjusted((1 + level) / 2)),
  };
}

function sortedNumbers(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).filter((value) => !Number.isNaN(value)).sort();
}
