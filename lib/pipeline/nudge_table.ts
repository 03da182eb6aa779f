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
  readonly positionRows: Iterable<PositionRow>;
}): ColumnTable {
  const nudgeOf = new Map(queryRows.map(({ query, nudge }) => [query, nudge]));
  const means = new Map(NUDGES.map((nudge) => [nudge, { value1: new Mean(), value2: new Mean() }]));
  for (const { query, value1, value2 } of positionRows) {
    const own = means.get(nudgeOf.get(query)!);
    own?.value1.add(value1);
    own?.value2.add(value2);
  }
  return toTable(NUDGES.map((nudge) => {
    const queries = queryRows.filter((row) => row.nudge === nudge);
    const scored = queries.filter((row) => row.disagreement !== null);
    const { estimate, low, high, clusters } = clusteredMean(
      scored.map((row) => row.disagreement!),
      scored.map((row) => row.pair),
    );
    return {
      nudge,
      queries: queries.length,
      scored: scored.length,
      disagreement: estimate,
      low,
      high,
      clusters,
      mean_value1: means.get(nudge)!.value1.value,
      mean_value2: means.get(nudge)!.value2.value,
    };
  }));
}

class Mean {
  #sum = 0;
  #n = 0;

  add(x: number | null): void {
    if (x === null) return;
    this.#sum += x;
    this.#n++;
  }

  /** Null where there is nothing. */
  get value(): number | null {
    return this.#n === 0 ? null : this.#sum / this.#n;
  }
}
