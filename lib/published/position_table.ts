import * as aq from "arquero";
import type { PositionRow } from "../analysis/rows.ts";
import type { Nudge } from "../study/scenario.ts";
import type { PanelModel } from "./models.ts";

/** Stands in the columns of a {@linkcode PositionTable} where there is no position. */
export const MISSING = 255;

/** The two columns of a model. */
export interface ModelPositions {
  /** Positions 0 to 6 on the first value, {@linkcode MISSING} where there is none. */
  readonly value1: Uint8Array;
  readonly value2: Uint8Array;
}

/** What is known of the queries; optional columns are null where the input has none. */
export interface QueryColumns {
  readonly value1: readonly string[];
  readonly value2: readonly string[];
  readonly nudge_direction: readonly Nudge[];
  readonly query: readonly string[];
  readonly query_generator: readonly string[] | null;
  /** Whole numbers; null in a cell that is empty. */
  readonly rank: readonly (number | null)[] | null;
  readonly chunk_index: readonly (number | null)[] | null;
  readonly entry_idx: readonly (number | null)[] | null;
}

/** Positions of a panel on many queries: one row per query, one byte per position. */
export interface PositionTable {
  readonly rows: number;
  readonly models: readonly PanelModel[];
  readonly queries: QueryColumns;
  readonly positions: ReadonlyMap<string, ModelPositions>;
}

/** The position of a model on a value in a row, or null. */
export function positionAt(
  table: PositionTable,
  model: string,
  value: "value1" | "value2",
  row: number,
): number | null {
  const position = table.positions.get(model)?.[value][row];
  return position === undefined || position === MISSING ? null : position;
}

/** The value pair of a row: what intervals are clustered on. Both orders of two values are one pair. */
export function pairAt(table: PositionTable, row: number): string {
  const pair = [table.queries.value1[row] ?? "", table.queries.value2[row] ?? ""];
  return JSON.stringify(pair.sort());
}

/**
 * The scenario of a row: chunk and entry where the input has them, else its two values. A scenario's
 * queries (neutral and nudged) have the same.
 */
export function scenarioAt(table: PositionTable, row: number): string {
  const { chunk_index, entry_idx, value1, value2 } = table.queries;
  const chunk = chunk_index?.[row];
  const entry = entry_idx?.[row];
  return typeof chunk === "number" && typeof entry === "number"
    ? `${chunk}/${entry}`
    : JSON.stringify([value1[row], value2[row]]);
}

/**
 * The table as rows of one query and one model, for `lib/analysis`. A row's `query` is its number, from 0.
 *
 * @param table The table.
 * @param rows Which of its rows. @default all
 */
export function positionRowsOf(
  table: PositionTable,
  rows: Iterable<number> = Array(table.rows).keys(),
): PositionRow[] {
  const out: PositionRow[] = [];
  for (const row of rows) {
    const pair = pairAt(table, row);
    const query = String(row);
    for (const { key } of table.models) {
      out.push({
        query,
        pair,
        model: key,
        value1: positionAt(table, key, "value1", row),
        value2: positionAt(table, key, "value2", row),
      });
    }
  }
  return out;
}

/**
 * The table as an arquero table: the query's columns, then two columns per model; what is missing is null.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { toArquero } from "./position_table.ts";
 *
 * const one = new Uint8Array([255]);
 * const table = toArquero({
 *   rows: 1,
 *   models: [{ key: "o3", provider: "openai" }],
 *   queries: {
 *     value1: ["candour"],
 *     value2: ["tact"],
 *     nudge_direction: ["neutral"],
 *     query: ["?"],
 *     query_generator: null,
 *     rank: null,
 *     chunk_index: null,
 *     entry_idx: null,
 *   },
 *   positions: new Map([["o3", { value1: one, value2: one }]]),
 * });
 * assert(table.get("o3_value1_position", 0) === null);
 * ```
 */
export function toArquero(table: PositionTable): aq.ColumnTable {
  const columns: [string, readonly unknown[]][] = [];
  for (const [name, cells] of Object.entries(table.queries)) {
    if (cells !== null) columns.push([name, cells]);
  }
  for (const { key } of table.models) {
    for (const value of ["value1", "value2"] as const) {
      const bytes = table.positions.get(key)?.[value] ?? [];
      columns.push([
        `${key}_${value}_position`,
        Array.from(bytes, (position) => position === MISSING ? null : position),
      ]);
    }
  }
  return aq.table(columns);
}
