import { clusterIndex } from "../clusters.ts";
import type { Nudge } from "../../study/scenario.ts";

/** One contest of two values (or categories) in one response. */
export interface Comparison {
  readonly first: string;
  readonly second: string;
  /** 1 when the first prevails, 0 when the second does, 0.5 for neither; any number between is allowed. */
  readonly outcome: number;
  readonly nudge: Nudge;
  /** The value pair: the cluster of every interval. */
  readonly pair: string;
}

/** Comparisons in arrays, items numbered. */
export interface ComparisonSet {
  /** Names by number, sorted. */
  readonly items: readonly string[];
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly outcome: Float64Array;
  /** 1 where the query leans to the first, -1 to the second, 0 for neither. */
  readonly nudge: Float64Array;
  /** The number of each comparison's cluster. */
  readonly cluster: Int32Array;
  readonly clusters: number;
}

/**
 * Numbers the items of comparisons.
 *
 * @param items The items, where some may not occur.
 * @throws {RangeError} If an outcome is not from 0 to 1, or an item meets itself or is not among `items`.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { comparisonSet } from "./comparisons.ts";
 *
 * const set = comparisonSet([
 *   { first: "Honesty", second: "Care", outcome: 1, nudge: "value2", pair: "p1" },
 * ]);
 * assert(set.items.join() === "Care,Honesty" && set.first[0] === 1 && set.nudge[0] === -1);
 * ```
 */
export function comparisonSet(
  comparisons: readonly Comparison[],
  items: readonly string[] = [...new Set(comparisons.flatMap((c) => [c.first, c.second]))].sort(),
): ComparisonSet {
  const numbers = new Map(items.map((item, i) => [item, i]));
  const numberOf = (item: string) => {
    const number = numbers.get(item);
    if (number === undefined) {
      throw new RangeError(`Expected an item among those given but found ${item}`);
    }
    return number;
  };
  for (const { first, second, outcome } of comparisons) {
    if (!(outcome >= 0 && outcome <= 1)) {
      throw new RangeError(`Expected outcome to be from 0 to 1 but found ${outcome}`);
    }
    if (first === second) {
      throw new RangeError(`Expected two different items but found ${first} twice`);
    }
  }
  const { of, count } = clusterIndex(comparisons.map(({ pair }) => pair));
  return {
    items,
    first: Int32Array.from(comparisons, (c) => numberOf(c.first)),
    second: Int32Array.from(comparisons, (c) => numberOf(c.second)),
    outcome: Float64Array.from(comparisons, (c) => c.outcome),
    nudge: Float64Array.from(
      comparisons,
      (c) => c.nudge === "value1" ? 1 : c.nudge === "value2" ? -1 : 0,
    ),
    cluster: of,
    clusters: count,
  };
}

/** A response's positions with the names of what its two values belong to. */
export interface ContestRow {
  readonly pair: string;
  readonly item1: string;
  readonly item2: string;
  readonly nudge: Nudge;
  readonly value1: number | null;
  readonly value2: number | null;
}

/**
 * The contests in one model's responses: the value on whose spectrum the response stands higher prevails; equal
 * positions are a draw. Rows without positions, or with one item on both sides, have no contest and are left out.
 */
export function contestsOf(rows: readonly ContestRow[]): Comparison[] {
  return rows.flatMap(({ pair, item1, item2, nudge, value1, value2 }) =>
    value1 === null || value2 === null || item1 === item2 ? [] : [{
      first: item1,
      second: item2,
      outcome: (1 + Math.sign(value1 - value2)) / 2,
      nudge,
      pair,
    }]
  );
}
