import type { ColumnTable } from "arquero";
import { scenarioSideBySide } from "./ad_hoc.ts";
import { batchesOf, type ColumnSource, readColumns } from "./column_source.ts";
import { openLocal } from "./open_local.ts";
import { readPanel } from "./panel_file.ts";
import { readPositions } from "./read_positions.ts";
import type { ParquetSource } from "./parquet_source.ts";

/**
 * One query of a score table with what every model answered, side by side: the table of `scenarioSideBySide` with the
 * responses that the file has. Of a Parquet file only that row is read.
 *
 * @param path A CSV, a JSON Lines or a Parquet file, or a folder with the public dataset's shards.
 * @param row The row of the table, from 0.
 * @throws {RangeError} If there is no such row.
 * @throws {InputError} If it is no score table.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { readSideBySide } from "./read_side_by_side.ts";
 *
 * const scenario = await readSideBySide("data/sample_scores.csv", 3);
 * assert(scenario.numRows() === 12 && String(scenario.get("response", 0)).length > 20);
 * ```
 */
export async function readSideBySide(path: string, row: number): Promise<ColumnTable> {
  await using open = await openLocal(path);
  const panel = await readPanel(path);
  return await sideBySideIn(open.sources, row, panel === undefined ? {} : { panel });
}

/** {@linkcode readSideBySide} of files that are open, here or over the network, their rows one after the other. */
export async function sideBySideIn(
  sources: readonly ColumnSource[],
  row: number,
  options: Pick<Parameters<typeof readPositions>[1] & object, "panel"> = {},
): Promise<ColumnTable> {
  let first = 0;
  for (const source of sources) {
    if (Number.isInteger(row) && row >= first && row < first + source.rows) {
      const one = rowOf(source, row - first);
      const table = await readPositions([one], options);
      const there = table.models.map(({ key }) => key)
        .filter((key) => source.columns.includes(`response_${key}`));
      const responses = await readColumns(one, there.map((key) => `response_${key}`));
      return scenarioSideBySide(table, 0, (model) => {
        const cell = responses.get(`response_${model}`)?.[0];
        return cell === null || cell === undefined || cell === "" ? null : String(cell);
      });
    }
    first += source.rows;
  }
  throw new RangeError(`Expected a row from 0 to ${first - 1} but found ${row}`);
}

/** One row of a table as a table. */
function rowOf(source: ColumnSource, row: number): ColumnSource {
  return {
    name: source.name,
    rows: 1,
    columns: source.columns,
    async read(columns, take) {
      const there = columns.filter((column) => source.columns.includes(column));
      if (isParquet(source)) {
        for (const column of there) take(column, await source.readRange(column, row, row + 1), 0);
        return;
      }
      for await (const { firstRow, rows, cells } of batchesOf(source, there)) {
        if (row < firstRow || row >= firstRow + rows) continue;
        for (const [column, own] of cells) take(column, [own[row - firstRow]], 0);
        return;
      }
    },
  };
}

function isParquet(source: ColumnSource): source is ParquetSource {
  return "readRange" in source;
}
