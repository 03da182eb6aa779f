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
}

/** Receives cells of a column; `firstRow` counts from 0. */
export type TakeCells = (column: string, cells: ArrayLike<unknown>, firstRow: number) => void;

/**
 * Whole columns of a source, one array each.
 *
 * @throws {RangeError} If the source has no such column.
 */
export async function readColumns(
  source: ColumnSource,
  columns: readonly string[],
): Promise<Map<string, unknown[]>> {
  for (const column of columns) {
    if (!source.columns.includes(column)) {
      throw new RangeError(`Expected ${source.name} to have a column "${column}" but found none`);
    }
  }
  const whole = new Map(columns.map((name) => [name, new Array<unknown>(source.rows).fill(null)]));
  await source.read(columns, (column, cells, firstRow) => {
    const target = whole.get(column);
    if (target === undefined) return;
    for (let i = 0; i < cells.length; i++) target[firstRow + i] = cells[i] ?? null;
  });
  return whole;
}
