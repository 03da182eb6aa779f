import type { ColumnTable } from "arquero";
import { clusteredMean } from "./clustered.ts";
import type { IntervalOptions } from "./interval.ts";
import { assertOneRowPerCell, type PositionRow } from "./rows.ts";
import { toTable } from "./table.ts";

/** A position row with what its two values belong to (a category, a domain, or the values themselves). */
export interface ProfileRow extends PositionRow {
  readonly category1: string;
  readonly category2: string;
}

/** Where a model, or all models of a provider, stands on a category. */
export interface ProfileCell {
  /** The model, or the group that `groupOf` named. */
  readonly group: string;
  readonly category: string;
  /** The mean position, 0 (opposes) to 6 (favors). */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly standard_error: number;
  /** Positions that the mean rests on. */
  readonly n: number;
  /** Positions asked for that are not there. */
  readonly missing: number;
  readonly clusters: number;
}

/** Options of {@linkcode valueProfiles}. */
export interface ProfileOptions extends IntervalOptions {
  /** Puts models together, such as by provider. @default {(model) => model} */
  readonly groupOf?: (model: string) => string;
}

/**
 * The mean position of every model (or provider) on every category, with an interval clustered on the value
 * pair. A response gives one position to the category of its first value and one to that of its second.
 *
 * @param rows One row per query and model.
 * @returns Cells in order of the groups' first appearance, categories by name.
 * @throws {RangeError} If a query has a model twice.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { valueProfiles } from "./value_profiles.ts";
 *
 * const cells = valueProfiles([
 *   { query: "q1", pair: "p1", model: "o3", value1: 6, value2: 2, category1: "Care", category2: "Law" },
 *   { query: "q2", pair: "p2", model: "o3", value1: 1, value2: 4, category1: "Law", category2: "Care" },
 * ]);
 * assert(cells[0]?.category === "Care" && cells[0].mean === 5 && cells[0].n === 2);
 * ```
 */
export function valueProfiles(
  rows: readonly ProfileRow[],
  options: ProfileOptions = {},
): ProfileCell[] {
  assertOneRowPerCell(rows);
  const { groupOf = (model: string) => model } = options;
  const positions = rows.flatMap(({ pair, model, value1, value2, category1, category2 }) => [
    { pair, group: groupOf(model), category: category1, position: value1 },
    { pair, group: groupOf(model), category: category2, position: value2 },
  ]);
  return [...Map.groupBy(positions, (p) => p.group)].flatMap(([group, own]) =>
    [...Map.groupBy(own, (p) => p.category)]
      .sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0)
      .map(([category, all]) => {
        const there = all.filter((p) => p.position !== null);
        const mean = clusteredMean(
          there.map((p) => p.position!),
          there.map((p) => p.pair),
          options,
        );
        return {
          group,
          category,
          mean: mean.estimate,
          low: mean.low,
          high: mean.high,
          standard_error: mean.standardError,
          n: mean.n,
          missing: all.length - mean.n,
          clusters: mean.clusters,
        };
      })
  );
}

/** {@linkcode valueProfiles} as a table. */
export function valueProfileTable(
  rows: readonly ProfileRow[],
  options: ProfileOptions = {},
): ColumnTable {
  return toTable(valueProfiles(rows, options));
}
