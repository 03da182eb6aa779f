import { betaQuantile } from "./distributions.ts";
import { assertCounts, type Interval, type IntervalOptions, levelOf } from "./interval.ts";

/**
 * The exact interval of a rate (Clopper and Pearson 1934): equal tails of the binomial. It covers at least the
 * level, often more; for independent trials.
 *
 * @param successes How often it happened, 0 to `n`.
 * @param n How many trials; the interval of none is the whole of [0, 1].
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { clopperPearson } from "./clopper_pearson.ts";
 *
 * const { low, high } = clopperPearson(0, 10);
 * assert(low === 0 && Math.abs(high - 0.3085) < 1e-4);
 * ```
 */
export function clopperPearson(
  successes: number,
  n: number,
  options: IntervalOptions = {},
): Interval {
  assertCounts(successes, n);
  const tail = (1 - levelOf(options)) / 2;
  return {
    low: successes === 0 ? 0 : betaQuantile(tail, successes, n - successes + 1),
    high: successes === n ? 1 : betaQuantile(1 - tail, successes + 1, n - successes),
  };
}
