import type { ColumnTable } from "arquero";
import { clusteredRate } from "./clustered_rate.ts";
import type { IntervalOptions } from "./interval.ts";
import type { CellRow } from "./rows.ts";
import { toTable } from "./table.ts";

/** Whether something (a refusal, an evasion, a problem) holds of a response; null where that is not known. */
export interface FlagRow extends CellRow {
  readonly flag: boolean | null;
}

/** The rate of a group with all that its denominator left out. */
export interface RateRow {
  readonly group: string;
  /** Cells that were asked for. */
  readonly requested: number;
  /** Cells of which it is known: the denominator of the rate. */
  readonly assessed: number;
  readonly missing: number;
  readonly count: number;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  /** The rate if it held of no missing cell, over all that were asked for. */
  readonly lower_bound: number;
  /** The rate if it held of every missing cell, over all that were asked for. */
  readonly upper_bound: number;
  readonly clusters: number;
}

/** Which groups a row counts in: a name, several (topics), or none. */
export type GroupOf<Row> = (row: Row) => string | readonly string[];

/**
 * The rate of a flag per group (model, provider, topic), with an interval clustered on the value pair
 * (`clusteredRate`) and bounds for the missing cells: whatever they would have shown, the rate over all
 * requested cells lies between `lower_bound` and `upper_bound` (Manski's worst-case bounds).
 *
 * @param rows One row per cell. A row may count in several groups.
 * @param groupOf The row's groups.
 * @returns In order of the groups' first appearance.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { rates } from "./rates.ts";
 *
 * const [row] = rates([
 *   { query: "q1", pair: "p1", model: "o3", flag: true },
 *   { query: "q2", pair: "p2", model: "o3", flag: false },
 *   { query: "q3", pair: "p3", model: "o3", flag: null },
 * ], (row) => row.model);
 * assert(row?.rate === 0.5 && row.lower_bound === 1 / 3 && row.upper_bound === 2 / 3);
 * ```
 */
export function rates<Row extends FlagRow>(
  rows: readonly Row[],
  groupOf: GroupOf<Row>,
  options: IntervalOptions = {},
): RateRow[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    for (const group of [groupOf(row)].flat()) {
      const own = groups.get(group);
      if (own === undefined) groups.set(group, [row]);
      else own.push(row);
    }
  }
  return [...groups].map(([group, own]) => {
    const assessed = own.filter((row) => row.flag !== null);
    const flags = assessed.map((row) => row.flag === true);
    const rate = clusteredRate(flags, assessed.map((row) => row.pair), options);
    const count = flags.filter(Boolean).length;
    const missing = own.length - assessed.length;
    return {
      group,
      requested: own.length,
      assessed: assessed.length,
      missing,
      count,
      rate: rate.estimate,
      low: rate.low,
      high: rate.high,
      lower_bound: count / own.length,
      upper_bound: (count + missing) / own.length,
      clusters: rate.clusters,
    };
  });
}

/** {@linkcode rates} as a table. */
export function rateTable<Row extends FlagRow>(
  rows: readonly Row[],
  groupOf: GroupOf<Row>,
  options: IntervalOptions = {},
): ColumnTable {
  return toTable(rates(rows, groupOf, options));
}
