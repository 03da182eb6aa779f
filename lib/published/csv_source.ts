import { parseCsv } from "../generation/csv.ts";
import { InputError } from "../study/input_error.ts";
import type { ColumnSource } from "./column_source.ts";

/** One JavaScript string holds about half a gigabyte; beyond that a table belongs in Parquet. */
const MOST_BYTES = 400_000_000;

/**
 * A CSV file as a table, its first line naming the columns.
 *
 * @param path The file.
 * @throws {InputError} If it is empty, not UTF-8 text, too large, or its rows do not fit its header.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { csvSource } from "./csv_source.ts";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "value1,value2\ncandour,tact\n");
 * const source = await csvSource(path);
 * assert(source.rows === 1 && source.columns[1] === "value2");
 * await Deno.remove(path);
 * ```
 */
export async function csvSource(path: string): Promise<ColumnSource> {
  const { size } = await Deno.stat(path);
  if (size > MOST_BYTES) {
    throw new InputError(
      `Expected a CSV file of at most ${MOST_BYTES} bytes but found ${size}; Parquet has no such limit`,
      { file: path },
    );
  }
  return csvTextSource(decode(await Deno.readFile(path), path), path);
}

/** {@linkcode csvSource} of a text that is already here. */
export function csvTextSource(text: string, name: string): ColumnSource {
  const [header, ...rows] = split(text, name);
  if (header === undefined) {
    throw new InputError("Expected a header and rows but found an empty file", { file: name });
  }
  const twice = header.find((column, i) => header.indexOf(column) !== i);
  if (twice !== undefined) {
    throw new InputError("Expected a column once but found it twice", { file: name, field: twice });
  }
  rows.forEach((row, i) => {
    if (row.length !== header.length) {
      throw new InputError(`Expected ${header.length} cells but found ${row.length}`, {
        file: name,
        row: i + 1,
      });
    }
  });
  return {
    name,
    rows: rows.length,
    columns: header,
    read(columns, take) {
      for (const column of columns) {
        const at = header.indexOf(column);
        if (at >= 0) take(column, rows.map((row) => row[at] ?? ""), 0);
      }
      return Promise.resolve();
    },
  };
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text.includes("\0")) throw new TypeError("binary");
    return text;
  } catch (cause) {
    throw new InputError(
      "Expected CSV text in UTF-8 or a Parquet file but found something else",
      { file },
      { cause },
    );
  }
}

function split(text: string, file: string): string[][] {
  try {
    return parseCsv(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new InputError(cause.message, { file }, { cause });
  }
}
