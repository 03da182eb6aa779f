/** A table whose columns are read one by one: a CSV file, a Parquet file, here or over HTTP. */
export interface ColumnSource {
  /** The file's name, as an error shows it. */
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly string[];
  /**
   * Reads the columns asked for and hands them on in pieces, each in the order of its rows. Cells are
   * texts (CSV) or texts, numbers, bigints and nulls (Parquet).
   */
  read(columns: readonly string[], take: TakeCells): Promise<void>;
  /**
   * The same rows in their order, some at a time with all columns asked for, so that a table larger than memory can be
   * gone through. A source without it is small enough to stand in memory.
   */
  batches?(columns: readonly string[]): AsyncIterable<Batch>;
}

/** Receives cells of a column; `firstRow` counts from 0. */
export type TakeCells = (column: string, cells: ArrayLike<unknown>, firstRow: number) => void;

/** Neighbouring rows of a table: by column its cells, of which `rows` are there. */
export interface Batch {
  readonly firstRow: number;
  readonly rows: number;
  readonly cells: ReadonlyMap<string, ArrayLike<unknown>>;
}

/**
 * Whole columns of a source, one array each.
 *
 * @throws {RangeError} If the source has no such column.
 */
export async function readColumns(
  source: ColumnSource,
  columns: readonly string[],
): Promise<Map<string, unknown[]>> {
  assertColumns(source, columns);
  const whole = new Map(columns.map((name) => [name, new Array<unknown>(source.rows).fill(null)]));
  await source.read(columns, (column, cells, firstRow) => {
    const target = whole.get(column);
    if (target === undefined) return;
    for (let i = 0; i < cells.length; i++) target[firstRow + i] = cells[i] ?? null;
  });
  return whole;
}

/**
 * The rows of a source, some at a time.
 *
 * @throws {RangeError} If the source has no such column.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { batchesOf } from "./column_source.ts";
 * import { csvTextSource } from "./csv_source.ts";
 *
 * for await (const { rows, cells } of batchesOf(csvTextSource("a,b\n1,2\n", "t.csv"), ["b"])) {
 *   assert(rows === 1 && cells.get("b")?.[0] === "2");
 * }
 * ```
 */
export async function* batchesOf(
  source: ColumnSource,
  columns: readonly string[],
): AsyncGenerator<Batch> {
  assertColumns(source, columns);
  if (source.batches !== undefined) yield* source.batches(columns);
  else yield { firstRow: 0, rows: source.rows, cells: await readColumns(source, columns) };
}

/** {@linkcode ColumnSource.read} of a source that is gone through row by row. */
export async function readBatches(
  batches: AsyncIterable<Batch>,
  take: TakeCells,
): Promise<void> {
  for await (const { cells, firstRow } of batches) {
    for (const [column, own] of cells) take(column, own, firstRow);
  }
}

function assertColumns(source: ColumnSource, columns: readonly string[]): void {
  for (const column of columns) {
    if (!source.columns.includes(column)) {
      throw new RangeError(`Expected ${source.name} to have a column "${column}" but found none`);
    }
  }
}
