/** First step and longest wait of the backoff, in milliseconds. */
const FIRST = 500;
const LONGEST = 60_000;

/**
 * How long to wait before asking again: exponential backoff with full jitter (Brooker 2015, "Exponential Backoff
 * And Jitter"): uniform between 0 and min(60 s, 0.5 s x 2^failures).
 *
 * @param failures How many attempts have failed, from 1.
 * @param random Uniform on [0, 1).
 * @param atLeast What the provider asked for (Retry-After), in milliseconds; never undercut, however long.
 * @returns Milliseconds.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { backoff } from "./backoff.ts";
 *
 * assert(backoff(1, () => 0.5) === 500);
 * assert(backoff(1, () => 0, 90_000) === 90_000);
 * ```
 */
export function backoff(failures: number, random: () => number, atLeast = 0): number {
  return atLeast + random() * Math.min(LONGEST, FIRST * 2 ** Math.min(failures, 30));
}
