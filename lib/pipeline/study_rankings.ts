import {
  type Comparison,
  comparisonSet,
  type ContestRow,
  contestsOf,
} from "../analysis/bradley_terry/comparisons.ts";
import { rankAtOnce, type RankedItem } from "../analysis/bradley_terry/rank_intervals.ts";
import type { PositionRow } from "../analysis/rows.ts";
import type { Rows } from "../scoring/rows.ts";
import { Partition } from "./partition.ts";
import type { QueryRow } from "./query_rows.ts";

/** From fewer value pairs, whose values are of two categories, no order of the categories is told. */
export const FEWEST_CONTESTS = 20;

/**
 * A category that meets others in fewer value pairs is not ranked: pairs drawn with replacement would often leave it
 * out (at 5 in 1 of 150 draws, at 2 in 1 of 7), and where it is out, its strength is nothing but the prior's 0.
 */
export const FEWEST_OF_CATEGORY = 5;

/** The place of a category in a model's order. */
export interface CategoryRank extends RankedItem {
  readonly model: string;
}

/**
 * In which order each model puts the categories where two of them collide: the category prevails on whose value's scale
 * the response stands higher. Strengths are those of a Bradley-Terry model with a term for the query's nudge, with
 * intervals of strengths and ranks from value pairs drawn with replacement (`rankIntervals`).
 *
 * Beside the mean position on a category, which says how well its values are served at all, this says which of two is
 * served better.
 *
 * @param positions One row per query and model.
 * @param queries The queries, with the categories of their values.
 * @returns By model, in order of first appearance, from the first place to the last. A model that has positions on
 * fewer than {@linkcode FEWEST_CONTESTS} such value pairs has no order, and a category that meets others in fewer than
 * {@linkcode FEWEST_OF_CATEGORY} no place in it.
 *
 * @example
 * ```ts ignore
 * const [first] = studyRankings(run.positionRows, run.queryRows);
 * console.log(first.model, first.item, first.rank_low, first.rank_high);
 * ```
 */
export function studyRankings(
  positions: Rows<PositionRow>,
  queries: readonly Pick<QueryRow, "query" | "category1" | "category2" | "nudge">[],
  options: { readonly replicates?: number } = {},
): CategoryRank[] {
  const asked = new Map(queries.map((row) => [row.query, row]));
  const parts = new Partition(positions, ({ model }) => model);
  return parts.keys.flatMap((model) => {
    const set = comparisonSet(withoutRare(contestsOf(
      parts.of(model, ({ query, pair, value1, value2 }): ContestRow => {
        const { category1: item1, category2: item2, nudge } = asked.get(query)!;
        return { pair, item1, item2, nudge, value1, value2 };
      }),
    )));
    if (set.clusters < FEWEST_CONTESTS) return [];
    return rankAtOnce(set, options).items.map((item) => ({ model, ...item }));
  });
}

/** The contests of categories that have value pairs enough; without those of a rare one another may get rare. */
function withoutRare(contests: readonly Comparison[]): readonly Comparison[] {
  const pairs = new Map<string, Set<string>>();
  for (const { first, second, pair } of contests) {
    for (const item of [first, second]) {
      pairs.set(item, (pairs.get(item) ?? new Set()).add(pair));
    }
  }
  const often = (item: string) => pairs.get(item)!.size >= FEWEST_OF_CATEGORY;
  const left = contests.filter(({ first, second }) => often(first) && often(second));
  return left.length === contests.length ? contests : withoutRare(left);
}
