import type { ParquetSource } from "./parquet_source.ts";

/**
 * The response of one model to the query in one row, read without the rest of the column where the file has a
 * page index, and never more than the row's row group.
 *
 * @param sources The shards, in order.
 * @param row The row over all shards, from 0.
 * @param model The model's key.
 * @returns null where the table has none.
 * @throws {RangeError} If there is no such row, or no column of that model's responses.
 */
export async function readResponse(
  sources: readonly ParquetSource[],
  row: number,
  model: string,
): Promise<string | null> {
  const column = `response_${model}`;
  let first = 0;
  for (const source of sources) {
    if (Number.isInteger(row) && row >= first && row < first + source.rows) {
      if (!source.columns.includes(column)) {
        throw new RangeError(`Expected ${source.name} to have a column "${column}" but found none`);
      }
      const [cell] = await source.readRange(column, row - first, row - first + 1);
      return cell === null || cell === undefined ? null : String(cell);
    }
    first += source.rows;
  }
  throw new RangeError(`Expected a row from 0 to ${first - 1} but found ${row}`);
}
