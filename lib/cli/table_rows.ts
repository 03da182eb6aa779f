import { chunksOf } from "../scoring/rows.ts";
import type { Columns, ColumnType } from "../study/columns.ts";
import { columnName } from "./column_name.ts";

/** Rows whose texts are read together. */
const READ_TOGETHER = 500;

/** Rows made of others as they are read; none is kept. */
export async function* mapped<T, U>(
  rows: Iterable<T> | AsyncIterable<T>,
  make: (row: T, index: number) => U,
): AsyncGenerator<U> {
  let i = 0;
  for await (const row of rows) yield make(row, i++);
}

/** Rows that are made of some hundred others at a time, so that their texts are read together. */
export async function* inPieces<T, U>(
  rows: Iterable<T>,
  read: (piece: readonly T[]) => Promise<readonly U[]>,
): AsyncGenerator<U> {
  for (const piece of chunksOf(rows, READ_TOGETHER)) yield* await read(piece);
}

/** Columns of one type, one for each name. */
export function columnsOf(prefix: string, names: Iterable<string>, type: ColumnType): Columns {
  return Object.fromEntries(Array.from(names, (name) => [columnName(`${prefix}${name}`), type]));
}

/** The fields of a value under the names of {@linkcode columnsOf}; none of null. */
export function prefixed(prefix: string, values: object | null): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [columnName(`${prefix}${name}`), value]),
  );
}
