import { join } from "node:path";
import { type BasicType, parquetWriteBuffer } from "hyparquet-writer";
import { replaceAtomically, writeError } from "./atomic_write.ts";

/** A row of a derived table. Objects and arrays in it are exported as JSON text. */
export type ExportRow = Readonly<Record<string, unknown>>;

/** The formats of an export. */
export const EXPORT_FORMATS = ["parquet", "jsonl"] as const;

/** One of {@linkcode EXPORT_FORMATS}. */
export type ExportFormat = typeof EXPORT_FORMATS[number];

/**
 * Writes tables into a folder, one file per table and format: `responses.parquet` and `responses.jsonl`. Each file is
 * there as a whole or not at all; a file of an earlier export is replaced. Columns are those of all rows together, in
 * order of first appearance; a column is boolean, integer (64 bit), double or text by its values; what a row lacks is
 * null.
 *
 * @param folder Made where it is missing.
 * @param tables Rows by the table's name.
 * @returns The paths written.
 * @throws {InputError} If the folder cannot be written.
 * @throws {TypeError} If a table's name is not of letters, digits and underscores.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { exportTables } from "./export.ts";
 *
 * const folder = await Deno.makeTempDir();
 * await exportTables(folder, { models: [{ key: "o3", samples: 1 }] }, ["jsonl"]);
 * assert(await Deno.readTextFile(`${folder}/models.jsonl`) === '{"key":"o3","samples":1}\n');
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function exportTables(
  folder: string,
  tables: Readonly<Record<string, readonly ExportRow[]>>,
  formats: readonly ExportFormat[] = EXPORT_FORMATS,
): Promise<string[]> {
  for (const name of Object.keys(tables)) {
    if (!/^\w+$/.test(name)) {
      throw new TypeError(
        `Expected a table's name of letters, digits and underscores but found ${name}`,
      );
    }
  }
  try {
    await Deno.mkdir(folder, { recursive: true });
  } catch (error) {
    throw writeError(error, folder);
  }
  const written: string[] = [];
  for (const [name, rows] of Object.entries(tables)) {
    const columns = columnsOf(rows);
    for (const format of formats) {
      const path = join(folder, `${name}.${format}`);
      await replaceAtomically(
        path,
        (temporary) =>
          format === "parquet"
            ? Deno.writeFile(temporary, toParquet(rows, columns), { createNew: true })
            : writeLines(temporary, rows, columns),
      );
      written.push(path);
    }
  }
  return written;
}

/** Names of the columns of all rows, in order of first appearance. */
function columnsOf(rows: readonly ExportRow[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names];
}

function toParquet(rows: readonly ExportRow[], columns: readonly string[]): Uint8Array {
  const columnData = columns.map((name) => {
    const values = rows.map((row) => plain(row[name]));
    const type = typeOf(values);
    return { name, type, nullable: true, data: values.map((value) => cell(value, type)) };
  });
  // A Parquet file needs a column; an empty table has none to name.
  if (columnData.length === 0) {
    columnData.push({ name: "empty", type: "STRING", nullable: true, data: [] });
  }
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}

/** JSON's own idea of a value: dates, undefined and numbers that are none become what they are in the JSON Lines. */
function plain(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value) ?? "null");
}

function typeOf(values: readonly unknown[]): BasicType {
  const present = values.filter((value) => value !== null);
  if (present.length === 0) return "STRING";
  if (present.every((value) => typeof value === "boolean")) return "BOOLEAN";
  if (present.every((value) => Number.isSafeInteger(value))) return "INT64";
  return present.every((value) => typeof value === "number") ? "DOUBLE" : "STRING";
}

function cell(value: unknown, type: BasicType): unknown {
  if (value === null) return null;
  if (type === "INT64") return BigInt(value as number);
  return type === "STRING" && typeof value !== "string" ? JSON.stringify(value) : value;
}

/** One line per row, each with all columns, so that readers need not guess; written in pieces. */
async function writeLines(
  path: string,
  rows: readonly ExportRow[],
  columns: readonly string[],
): Promise<void> {
  await Deno.writeTextFile(path, "", { createNew: true });
  for (let start = 0; start < rows.length; start += 1_000) {
    const lines = rows.slice(start, start + 1_000).map((row) =>
      JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name] ?? null]))) + "\n"
    );
    await Deno.writeTextFile(path, lines.join(""), { append: true });
  }
}
