import { normalQuantile } from "./distributions.ts";
import { assertCounts, type Interval, type IntervalOptions, levelOf } from "./interval.ts";

/**
 * Wilson's score interval of a rate (Wilson 1927), without continuity correction, for independent trials. For
 * trials that come in clusters see `clusteredRate`.
 *
 * @param successes How often it happened, 0 to `n`.
 * @param n How many trials; the interval of none is the whole of [0, 1].
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { wilson } from "./wilson.ts";
 *
 * const { low, high } = wilson(0, 10);
 * assert(low === 0 && Math.abs(high - 0.2775) < 1e-4);
 * ```
 */
export function wilson(successes: number, n: number, options: IntervalOptions = {}): Interval {
  assertCounts(successes, n);
  const z = normalQuantile((1 + levelOf(options)) / 2);
  return n === 0 ? { low: 0, high: 1 } : wilsonOf(successes / n, n, z);
}

/**
 * Wilson's interval of rate `p` from `n` trials, which need not be whole (an effective sample size), with
 * quantile `z`.
 */
export function wilsonOf(p: number, n: number, z: number): Interval {
  const square = z * z;
  const middle = p + square / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + square / (4 * n * n));
  const scale = 1 + square / n;
  return {
    low: p === 0 ? 0 : Math.max(0, (middle - half) / scale),
    high: p === 1 ? 1 : Math.min(1, (middle + half) / scale),
  };
}
