import { tQuantile } from "../distributions.ts";
import { type IntervalOptions, levelOf } from "../interval.ts";

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
  /** Limits that hold for all cells at once (Bonferroni): those to tell of a cell that was picked out of all. */
  readonly low_all: number;
  readonly high_all: number;
  /** The share of queries at or above the threshold. */
  readonly high_share: number;
  readonly n: number;
  readonly clusters: number;
}

/**
 * The map of fault lines: mean disagreement for every two categories, whichever of the two values has which, with
 * intervals clustered on the value pair.
 *
 * A cell may rest on two or three value pairs, which cannot tell their own spread: some would seem sure by chance,
 * and those come out on top when cells are ranked. So the spread of the means of value pairs around their cell is
 * taken to be one in all cells and estimated from all of them (one-way analysis of variance: Fisher 1925), with
 * Student's t of (value pairs - cells) degrees of freedom. A cell of one pair has an interval too.
 *
 * @param options `threshold` is that of high disagreement, 1.5 unless told.
 * @returns By category names. Limits are NaN where no cell has two value pairs.
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
  const level = levelOf(options);
  const cells = [...Map.groupBy(
    rows,
    ({ category1, category2 }) => JSON.stringify([category1, category2].sort()),
  )].map(([key, own]) => ({
    names: JSON.parse(key) as [string, string],
    own,
    pairs: [...Map.groupBy(own, ({ pair }) => pair).values()]
      .map((queries) => ({ queries: queries.length, mean: meanOf(queries) })),
  }));
  const pairs = cells.reduce((sum, cell) => sum + cell.pairs.length, 0);
  const df = pairs - cells.length;
  const spread = Math.sqrt(cells.reduce((sum, cell) => sum + squaresOf(cell.pairs), 0) / df);
  const each = tQuantile((1 + level) / 2, df);
  const all = tQuantile(1 - (1 - level) / 2 / cells.length, df);
  return cells.map(({ names: [a, b], own, pairs }): Collision => {
    const mean = meanOf(own);
    const weights = pairs.reduce((sum, { queries }) => sum + queries ** 2, 0);
    const error = df === 0 ? NaN : spread * Math.sqrt(weights) / own.length;
    return {
      category_a: a,
      category_b: b,
      mean,
      low: mean - each * error,
      high: mean + each * error,
      low_all: mean - all * error,
      high_all: mean + all * error,
      high_share: own.filter((row) => row.disagreement >= threshold).length / own.length,
      n: own.length,
      clusters: pairs.length,
    };
  }).sort((a, b) => compare(a.category_a, b.category_a) || compare(a.category_b, b.category_b));
}

function meanOf(rows: readonly CollisionRow[]): number {
  return rows.reduce((sum, { disagreement }) => sum + disagreement, 0) / rows.length;
}

/** How far the means of pairs lie from their own mean, squared and summed. */
function squaresOf(pairs: readonly { readonly mean: number }[]): number {
  const center = pairs.reduce((sum, { mean }) => sum + mean, 0) / pairs.length;
  return pairs.reduce((sum, { mean }) => sum + (mean - center) ** 2, 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
