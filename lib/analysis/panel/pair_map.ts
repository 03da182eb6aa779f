import { clusteredMean } from "../clustered.ts";
import type { IntervalOptions } from "../interval.ts";

/** A query's disagreement, and the categories that its two values are of. */
export interface CollisionRow {
  readonly pair: string;
  readonly category1: string;
  readonly category2: string;
  readonly disagreement: number;
}

/** How far models disagree where two categories collide. */
export interface Collision {
  /** The category that comes first by name. */
  readonly category_a: string;
  readonly category_b: string;
  /** The mean disagreement. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** The share of queries at or above the threshold. */
  readonly high_share: number;
  readonly n: number;
  readonly clusters: number;
}

/**
 * The map of fault lines: mean disagreement for every two categories, whichever of the two values has which,
 * with intervals clustered on the value pair.
 *
 * @param options `threshold` is that of high disagreement, 1.5 unless told.
 * @returns By category names.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { pairMap } from "./pair_map.ts";
 *
 * const [cell] = pairMap([
 *   { pair: "p1", category1: "Law", category2: "Care", disagreement: 2 },
 *   { pair: "p2", category1: "Care", category2: "Law", disagreement: 1 },
 * ]);
 * assert(cell?.category_a === "Care" && cell.mean === 1.5 && cell.high_share === 0.5);
 * ```
 */
export function pairMap(
  rows: readonly CollisionRow[],
  options: IntervalOptions & { readonly threshold?: number } = {},
): Collision[] {
  const { threshold = 1.5 } = options;
  const cells = Map.groupBy(
    rows,
    ({ category1, category2 }) => JSON.stringify([category1, category2].sort()),
  );
  return [...cells].map(([key, own]): Collision => {
    const [categoryA, categoryB] = JSON.parse(key) as [string, string];
    const mean = clusteredMean(
      own.map((row) => row.disagreement),
      own.map((row) => row.pair),
      options,
    );
    return {
      category_a: categoryA,
      category_b: categoryB,
      mean: mean.estimate,
      low: mean.low,
      high: mean.high,
      high_share: own.filter((row) => row.disagreement >= threshold).length / own.length,
      n: mean.n,
      clusters: mean.clusters,
    };
  }).sort((a, b) => compare(a.category_a, b.category_a) || compare(a.category_b, b.category_b));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
