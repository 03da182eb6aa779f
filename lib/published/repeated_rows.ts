import { type PositionTable, scenarioAt } from "./position_table.ts";

/** A row that asks what an earlier one asked; both count from 1, over all files of the table. */
export interface RepeatedRow {
  readonly row: number;
  readonly of: number;
}

/**
 * The rows of a table whose scenario, nudge and words an earlier row has too. Whatever is counted or averaged counts
 * their query twice: a table that was put together of several may have them by mistake.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { readScores } from "./read_scores.ts";
 * import { repeatedRows } from "./repeated_rows.ts";
 *
 * assert(repeatedRows(await readScores("data/sample_scores.csv")).length === 0);
 * ```
 */
export function repeatedRows(table: PositionTable): RepeatedRow[] {
  const { nudge_direction, query } = table.queries;
  const seen = new Map<string, number>();
  const repeated: RepeatedRow[] = [];
  for (let row = 0; row < table.rows; row++) {
    const id = `${scenarioAt(table, row)}\n${nudge_direction[row]}\n${query[row]}`;
    const of = seen.get(id);
    if (of === undefined) seen.set(id, row + 1);
    else repeated.push({ row: row + 1, of });
  }
  return repeated;
}
