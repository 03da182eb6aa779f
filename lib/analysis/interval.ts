/** The ends of an interval. NaN where there is none (too few clusters, nothing observed). */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** How sure an interval is. */
export interface IntervalOptions {
  /** The coverage wanted, between 0 and 1. @default {0.95} */
  readonly level?: number;
}

/** A number with its uncertainty. */
export interface Estimate extends Interval {
  /** NaN when `n` is 0. */
  readonly estimate: number;
  /** NaN when there are fewer than 2 clusters. */
  readonly standardError: number;
  /** How many observations it rests on. */
  readonly n: number;
  /** How many clusters (value pairs) these come from. */
  readonly clusters: number;
}

/**
 * The level of an interval, checked.
 *
 * @throws {RangeError} If the level is not between 0 and 1.
 */
export function levelOf(options: IntervalOptions): number {
  const level = options.level ?? 0.95;
  if (!(level > 0 && level < 1)) {
    throw new RangeError(`Expected level to be between 0 and 1 but found ${level}`);
  }
  return level;
}

/**
 * Checks a count of successes among trials.
 *
 * @throws {RangeError} If they are not integers with 0 <= successes <= n.
 */
export function assertCounts(successes: number, n: number): void {
  if (!Number.isInteger(n) || n < 0) {
    throw new RangeError(`Expected n to be an integer of at least 0 but found ${n}`);
  }
  if (!Number.isInteger(successes) || successes < 0 || successes > n) {
    throw new RangeError(
      `Expected successes to be an integer from 0 to ${n} but found ${successes}`,
    );
  }
}
