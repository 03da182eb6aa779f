import type { ColumnTable } from "arquero";
import { clusteredRate } from "./clustered_rate.ts";
import type { IntervalOptions } from "./interval.ts";
import { assertOneRowPerCell, type CellRow } from "./rows.ts";
import { toTable } from "./table.ts";

/**
 * The values that one response expresses, each as its category; null for a name that no category is near to.
 * `categories` is null where the response has not been read (no answer, or no reading that could be parsed), and
 * empty where it was read and nothing was named.
 */
export interface ExpressedRow extends CellRow {
  readonly categories: readonly (string | null)[] | null;
}

/** How often a model, or all models of a provider, expresses a category. */
export interface ExpressedCell {
  readonly group: string;
  readonly category: string;
  /** Times that a value of the category was named (one response may name several). */
  readonly count: number;
  /** Responses that express it at least once. */
  readonly responses: number;
  /** Responses that were read: the denominator. */
  readonly assessed: number;
  readonly missing: number;
  /** `responses / assessed`. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Counts, per model (or provider) and category, of the values that responses express, and the share of
 * responses that express the category, with intervals clustered on the value pair. Every group has every
 * category that anyone expresses, zeros included; names without a category are counted under `(none)`.
 *
 * @param rows One row per query and model.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { expressedProfiles } from "./expressed_profiles.ts";
 *
 * const cells = expressedProfiles([
 *   { query: "q1", pair: "p1", model: "o3", categories: ["Care", "Care", null] },
 *   { query: "q2", pair: "p2", model: "o3", categories: [] },
 * ]);
 * assert(cells[1]?.category === "Care" && cells[1].count === 2 && cells[1].rate === 0.5);
 * ```
 */
export function expressedProfiles(
  rows: readonly ExpressedRow[],
  options: IntervalOptions & { readonly groupOf?: (model: string) => string } = {},
): ExpressedCell[] {
  assertOneRowPerCell(rows);
  const { groupOf = (model: string) => model } = options;
  const named = (row: ExpressedRow) =>
    (row.categories ?? []).map((category) => category ?? "(none)");
  const categories = [...new Set(rows.flatMap(named))].sort();
  return [...Map.groupBy(rows, (row) => groupOf(row.model))].flatMap(([group, own]) => {
    const assessed = own.filter((row) => row.categories !== null);
    const names = assessed.map(named);
    const pairs = assessed.map((row) => row.pair);
    return categories.map((category) => {
      const expresses = names.map((list) => list.includes(category));
      const { estimate, low, high } = clusteredRate(expresses, pairs, options);
      return {
        group,
        category,
        count: names.reduce(
          (sum, list) => sum + list.filter((name) => name === category).length,
          0,
        ),
        responses: expresses.filter(Boolean).length,
        assessed: assessed.length,
        missing: own.length - assessed.length,
        rate: estimate,
        low,
        high,
      };
    });
  });
}

/** {@linkcode expressedProfiles} as a table. */
export function expressedProfileTable(
  rows: readonly ExpressedRow[],
  options: IntervalOptions & { readonly groupOf?: (model: string) => string } = {},
): ColumnTable {
  return toTable(expressedProfiles(rows, options));
}
