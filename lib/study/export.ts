import { join } from "node:path";
import { replaceAtomically, writeError } from "./atomic_write.ts";
import { type Cell, cellsOf, type Columns, type ColumnsOf, type ExportRow } from "./columns.ts";
import { JsonLinesFile } from "./json_lines_file.ts";
import { ParquetFile } from "./parquet_file.ts";

/** A derived table: its columns, whatever its rows hold, and the rows, which are read once, as they are written. */
export interface ExportTable {
  readonly columns: Columns;
  readonly rows: Iterable<ExportRow> | AsyncIterable<ExportRow>;
}

/** Puts a table together whose columns are those of its rows, by name and type. */
export function exportTable<R extends object>(
  columns: ColumnsOf<R>,
  rows: Iterable<R> | AsyncIterable<R>,
): ExportTable {
  return { columns: columns as Columns, rows: rows as ExportTable["rows"] };
}

/** The formats of an export. */
export const EXPORT_FORMATS = ["parquet", "jsonl"] as const;

/** One of {@linkcode EXPORT_FORMATS}. */
export type ExportFormat = typeof EXPORT_FORMATS[number];

/** Most rows, and about the most characters, that are held before they are written: a row group in Parquet. */
const PIECE_ROWS = 50_000;
const PIECE_CHARACTERS = 8_000_000;

const FILES = { parquet: ParquetFile, jsonl: JsonLinesFile };

/**
 * Writes tables into a folder, one file per table and format: `responses.parquet` and `responses.jsonl`. Each file is
 * there as a whole or not at all; a file of an earlier export is replaced. A file has the columns that its table
 * declares, with their types, also where the table has no rows or a column nothing but nulls. Rows are read once for
 * all formats and written in pieces, so that a table may be larger than memory.
 *
 * @param folder Made where it is missing.
 * @param tables Tables by name.
 * @returns The paths written.
 * @throws {InputError} If the folder cannot be written.
 * @throws {TypeError} If a table's name is not of letters, digits and underscores, if it has no column, or if a row does
 * not fit its columns.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { exportTables } from "./export.ts";
 *
 * const folder = await Deno.makeTempDir();
 * const models = {
 *   columns: { key: "text", samples: "integer" },
 *   rows: [{ key: "o3", samples: 1 }],
 * } as const;
 * await exportTables(folder, { models }, ["jsonl"]);
 * assert(await Deno.readTextFile(`${folder}/models.jsonl`) === '{"key":"o3","samples":1}\n');
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function exportTables(
  folder: string,
  tables: Readonly<Record<string, ExportTable>>,
  formats: readonly ExportFormat[] = EXPORT_FORMATS,
): Promise<string[]> {
  for (const [name, { columns }] of Object.entries(tables)) {
    if (!/^\w+$/.test(name)) {
      throw new TypeError(
        `Expected a table's name of letters, digits and underscores but found ${name}`,
      );
    }
    if (Object.keys(columns).length === 0) {
      throw new TypeError(`Expected at least one column in table ${name} but found none`);
    }
  }
  try {
    await Deno.mkdir(folder, { recursive: true });
  } catch (error) {
    throw writeError(error, folder);
  }
  const written: string[] = [];
  for (const [name, table] of Object.entries(tables)) {
    const path = (format: ExportFormat) => join(folder, `${name}.${format}`);
    await writeTable(table, formats.map((format) => [format, path(format)]));
    written.push(...formats.map(path));
  }
  return written;
}

type TableFile = ParquetFile | JsonLinesFile;

/** Writes the files that are left, each under a temporary name, and when all are open the rows into all of them. */
async function writeTable(
  table: ExportTable,
  [first, ...rest]: readonly (readonly [ExportFormat, path: string])[],
  open: readonly TableFile[] = [],
): Promise<void> {
  if (first === undefined) return await fill(table, open);
  const [format, path] = first;
  await replaceAtomically(path, async (temporary) => {
    const file = new FILES[format](temporary, table.columns);
    await writeTable(table, rest, [...open, file]);
    file.end();
  });
}

async function fill({ columns, rows }: ExportTable, files: readonly TableFile[]): Promise<void> {
  let piece: Cell[][] = [];
  let characters = 0;
  const flush = () => {
    if (piece.length > 0) { for (const file of files) file.write(piece); }
    piece = [];
    characters = 0;
  };
  for await (const row of rows) {
    const cells = cellsOf(row, columns);
    for (const cell of cells) if (typeof cell === "string") characters += cell.length;
    piece.push(cells);
    if (piece.length >= PIECE_ROWS || characters >= PIECE_CHARACTERS) flush();
  }
  flush();
}
