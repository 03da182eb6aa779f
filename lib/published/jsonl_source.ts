import { InputError } from "../study/input_error.ts";
import type { ColumnSource } from "./column_source.ts";

/** One JavaScript string holds about half a gigabyte; beyond that a table belongs in Parquet. */
const MOST_BYTES = 400_000_000;

/**
 * A JSON Lines file as a table: one object per line, its fields the columns. A field that a line does not have is
 * an empty cell; empty lines are passed over.
 *
 * @param path The file.
 * @throws {InputError} If it is not UTF-8 text, too large, or has a line that is no JSON object.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { jsonlSource } from "./jsonl_source.ts";
 *
 * const path = await Deno.makeTempFile({ suffix: ".jsonl" });
 * await Deno.writeTextFile(path, '{"model":"o3","label":"A"}\n{"model":"grok_4"}\n');
 * const source = await jsonlSource(path);
 * assert(source.rows === 2 && source.columns.join() === "model,label");
 * await Deno.remove(path);
 * ```
 */
export async function jsonlSource(path: string): Promise<ColumnSource> {
  const { size } = await Deno.stat(path);
  if (size > MOST_BYTES) {
    throw new InputError(
      `Expected a JSON Lines file of at most ${MOST_BYTES} bytes but found ${size}; Parquet has no such limit`,
      { file: path },
    );
  }
  const records = textOf(await Deno.readFile(path), path).split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map((line, i) => recordOf(line, { file: path, row: i + 1 }));
  const columns = [...new Set(records.flatMap((record) => [...record.keys()]))];
  return {
    name: path,
    rows: records.length,
    columns,
    read(wanted, take) {
      for (const column of wanted) {
        if (columns.includes(column)) {
          take(column, records.map((record) => record.get(column) ?? null), 0);
        }
      }
      return Promise.resolve();
    },
  };
}

function textOf(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new InputError("Expected text in UTF-8 but found something else", { file }, { cause });
  }
}

/** A map: a field may be called `__proto__`. */
function recordOf(line: string, where: { file: string; row: number }): Map<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new InputError(
      `Expected a JSON object on a line of its own but found ${(cause as Error).message}`,
      where,
      { cause },
    );
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return new Map(Object.entries(value));
  }
  throw new InputError("Expected a JSON object on every line but found another value", where);
}
