import { clusteredRate } from "../clustered_rate.ts";
import type { ExpressedRow } from "../expressed_profiles.ts";
import type { IntervalOptions } from "../interval.ts";
import { assertOneRowPerCell } from "../rows.ts";

/** How often model B shows a category where model A shows another (or the same). */
export interface CoOccurrence {
  readonly model_a: string;
  readonly category_a: string;
  readonly model_b: string;
  readonly category_b: string;
  /** Queries on which A shows its category and B was read. */
  readonly given: number;
  /** Those on which B shows its category too. */
  readonly both: number;
  /** P(B shows | A shows). */
  readonly probability: number;
  readonly low: number;
  readonly high: number;
  /** P(B shows) on all queries that both were read on. */
  readonly base: number;
  /** `probability / base`: above 1 where A's showing makes B's likelier. NaN where B never shows it. */
  readonly lift: number;
}

/** Options of {@linkcode coOccurrence}. */
export interface CoOccurrenceOptions extends IntervalOptions {
  /** The models to condition on. @default {all} */
  readonly given?: readonly string[];
  /** The models whose values are asked for. @default {all} */
  readonly shown?: readonly string[];
  /** Leaves out what rests on fewer queries. @default {10} */
  readonly minGiven?: number;
}

/**
 * Conditional co-occurrence of expressed values, P(B shows Y | A shows X), for every two different models and
 * all categories that each shows, with intervals clustered on the value pair (Zhang et al. 2025, Figure 11). Both
 * answer one query, which names two values: a lift above 1 need not mean more than that both speak of what they were
 * asked. The lift has no interval, and of thousands of cells the largest are large by chance too.
 *
 * @param rows One row per query and model.
 * @throws {RangeError} If a query has a model twice.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { coOccurrence } from "./co_occurrence.ts";
 *
 * const rows = Array.from({ length: 20 }, (_, i) => [
 *   { query: `q${i}`, pair: `p${i}`, model: "a", categories: [i < 10 ? "Care" : "Law"] },
 *   { query: `q${i}`, pair: `p${i}`, model: "b", categories: [i < 15 ? "Care" : "Law"] },
 * ]).flat();
 * const [cell] = coOccurrence(rows, { given: ["b"], shown: ["a"] });
 * assert(cell?.category_a === "Care" && cell.given === 15 && cell.both === 10);
 * ```
 */
export function coOccurrence(
  rows: readonly ExpressedRow[],
  options: CoOccurrenceOptions = {},
): CoOccurrence[] {
  assertOneRowPerCell(rows);
  const { minGiven = 10 } = options;
  const models = new Map(
    [...Map.groupBy(rows.filter((row) => row.categories !== null), (row) => row.model)]
      .map(([model, own]) => [model, new Map(own.map((row) => [row.query, shownIn(row)]))]),
  );
  const all = [...models.keys()];
  const { given = all, shown = all } = options;
  return given.flatMap((modelA) =>
    shown.filter((modelB) => modelB !== modelA).flatMap((modelB) => {
      const first = models.get(modelA) ?? new Map<string, Shown>();
      const second = models.get(modelB) ?? new Map<string, Shown>();
      const both = [...first].flatMap(([query, a]) => {
        const b = second.get(query);
        return b === undefined ? [] : [{ a, b }];
      });
      const categoriesOf = (side: "a" | "b") =>
        [...new Set(both.flatMap((query) => [...query[side].categories]))].sort();
      const shownByB = categoriesOf("b");
      return categoriesOf("a").flatMap((categoryA): CoOccurrence[] => {
        const where = both.filter(({ a }) => a.categories.has(categoryA));
        if (where.length < minGiven) return [];
        const pairs = where.map(({ a }) => a.pair);
        return shownByB.map((categoryB) => {
          const rate = clusteredRate(
            where.map(({ b }) => b.categories.has(categoryB)),
            pairs,
            options,
          );
          const base = both.filter(({ b }) => b.categories.has(categoryB)).length / both.length;
          return {
            model_a: modelA,
            category_a: categoryA,
            model_b: modelB,
            category_b: categoryB,
            given: where.length,
            both: Math.round(rate.estimate * where.length),
            probability: rate.estimate,
            low: rate.low,
            high: rate.high,
            base,
            lift: rate.estimate / base,
          };
        });
      });
    })
  );
}

interface Shown {
  readonly pair: string;
  readonly categories: ReadonlySet<string>;
}

function shownIn({ pair, categories }: ExpressedRow): Shown {
  return { pair, categories: new Set(categories!.filter((category) => category !== null)) };
}
