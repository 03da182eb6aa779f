import * as aq from "arquero";

/**
 * An arquero table of plain rows; the columns stand in the order of the first row's fields. What is no number
 * (NaN: no interval, nothing observed) becomes null, arquero's word for missing.
 *
 * @param rows Rows with the same fields.
 * @param columns The columns, where there may be no rows to tell them.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { toTable } from "./table.ts";
 *
 * const table = toTable([{ model: "o3", rate: NaN }]);
 * assert(table.numRows() === 1 && table.get("rate", 0) === null);
 * ```
 */
export function toTable<Row extends object>(
  rows: readonly Row[],
  columns: readonly (keyof Row & string)[] = Object.keys(rows[0] ?? {}) as (keyof Row & string)[],
): aq.ColumnTable {
  return aq.table(columns.map((column) => [
    column,
    rows.map((row) => Number.isNaN(row[column]) ? null : row[column]),
  ]));
}
