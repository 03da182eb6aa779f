/** Positions of one response; null where there is none. */
export interface PositionPair {
  readonly value1: number | null;
  readonly value2: number | null;
}

/** How far a set of models parts on one query. */
export interface Disagreement {
  /** Population standard deviation of the positions on the first value, 0 to 3; null with fewer than 2. */
  readonly stdValue1: number | null;
  /** The same on the second value. */
  readonly stdValue2: number | null;
  /** The larger of the two, or the one that is there; null where neither is. */
  readonly disagreement: number | null;
  /** Positions on the first value that it rests on. */
  readonly n1: number;
  /** Positions on the second value that it rests on. */
  readonly n2: number;
}

/**
 * The population standard deviation (divided by n, not n - 1) of the positions that are there: at most 3
 * on a scale of 0 to 6 (Popoviciu 1935). For whole positions the sums are exact, so that equal sets of
 * positions give equal numbers in any order.
 *
 * @param positions Positions; null where there is none.
 * @returns null with fewer than 2 positions.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { positionStd } from "./disagreement.ts";
 *
 * assert(positionStd([0, 6]) === 3);
 * assert(positionStd([4, null]) === null);
 * ```
 */
export function positionStd(positions: Iterable<number | null>): number | null {
  let n = 0;
  let sum = 0;
  let squares = 0;
  for (const position of positions) {
    if (position === null) continue;
    n++;
    sum += position;
    squares += position * position;
  }
  return n < 2 ? null : Math.sqrt(Math.max(0, n * squares - sum * sum)) / n;
}

/**
 * The disagreement of a set of models on one query, D(x, M) = the larger of the two population standard
 * deviations of their positions, one per value (Zhang et al. 2025, arXiv:2510.07686v2). It is high from
 * {@linkcode HIGH_DISAGREEMENT} on.
 *
 * Missing positions are left out; where only one value has two positions or more, D is that value's, and
 * so rather too low than too high.
 *
 * @param positions One pair per model of the set.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { disagreement } from "./disagreement.ts";
 *
 * const d = disagreement([{ value1: 0, value2: 3 }, { value1: 6, value2: 3 }]);
 * assert(d.stdValue1 === 3 && d.stdValue2 === 0 && d.disagreement === 3);
 * ```
 */
export function disagreement(positions: readonly PositionPair[]): Disagreement {
  const first = positions.map((position) => position.value1);
  const second = positions.map((position) => position.value2);
  const stdValue1 = positionStd(first);
  const stdValue2 = positionStd(second);
  const there = [stdValue1, stdValue2].filter((std) => std !== null);
  return {
    stdValue1,
    stdValue2,
    disagreement: there.length === 0 ? null : Math.max(...there),
    n1: first.filter((position) => position !== null).length,
    n2: second.filter((position) => position !== null).length,
  };
}

/** From here on some two models differ by 3 or more on a value (by Popoviciu's inequality). */
export const HIGH_DISAGREEMENT = 1.5;
