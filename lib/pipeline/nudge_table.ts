import type { ColumnTable } from "arquero";
import { clusteredMean } from "../analysis/clustered.ts";
import type { PositionRow } from "../analysis/rows.ts";
import { toTable } from "../analysis/table.ts";
import { NUDGES } from "../study/scenario.ts";
import type { QueryRow } from "./query_rows.ts";

/**
 * What nudging a query does, one row per nudge: the panel's mean disagreement with its 95 % interval, clustered on
 * the value pair, and the mean position (0 to 6) on each value. Where nudging works, each value's mean is highest on
 * the queries nudged to it.
 *
 * @example
 * ```ts ignore
 * nudgeTable(run).print();
 * ```
 */
export function nudgeTable({ queryRows, positionRows }: {
  readonly queryRows: readonly QueryRow[];
  readonly positionRows: readonly PositionRow[];
}): ColumnTable {
  const positions = Map.groupBy(positionRows, ({ query }) => query);
  return toTable(NUDGES.map((nudge) => {
    const queries = queryRows.filter((row) => row.nudge === nudge);
    const scored = queries.filter((row) => row.disagreement !== null);
    const { estimate, low, high, clusters } = clusteredMean(
      scored.map((row) => row.disagreement!),
      scored.map((row) => row.pair),
    );
    const own = queries.flatMap(({ query }) => positions.get(query) ?? []);
    return {
      nudge,
      queries: queries.length,
      scored: scored.length,
      disagreement: estimate,
      low,
      high,
      clusters,
      mean_value1: mean(own.flatMap((row) => row.value1 ?? [])),
      mean_value2: mean(own.flatMap((row) => row.value2 ?? [])),
    };
  }));
}

/** Null where there is nothing. */
function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, x) => sum + x, 0) / values.length;
}
