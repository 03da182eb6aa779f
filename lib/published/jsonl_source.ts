import { InputError } from "../study/input_error.ts";
import { linesOf } from "../study/text_lines.ts";
import { type ColumnSource, readBatches, type TakeCells } from "./column_source.ts";
import { textPieces } from "./text_pieces.ts";

/** Rows handed on at a time. */
const BATCH = 1000;

/**
 * A JSON Lines file as a table: one object per line, its fields the columns. A field that a line does not have is
 * an empty cell; empty lines are passed over. The file is gone through now, to know its columns, and again whenever it is
 * read; it never stands in memory as a whole.
 *
 * @param path The file.
 * @throws {InputError} If it is not UTF-8 text, or has a line that is no JSON object.
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
  const names = new Set<string>();
  let rows = 0;
  for await (const record of recordsOf(path)) {
    rows++;
    for (const name of record.keys()) names.add(name);
  }
  const source = {
    name: path,
    rows,
    columns: [...names],
    read(wanted: readonly string[], take: TakeCells) {
      return readBatches(source.batches(wanted), take);
    },
    async *batches(wanted: readonly string[]) {
      const there = wanted.filter((column) => names.has(column));
      let firstRow = 0;
      let records: Map<string, unknown>[] = [];
      const batch = () => ({
        firstRow,
        rows: records.length,
        cells: new Map(
          there.map((column) => [column, records.map((record) => record.get(column) ?? null)]),
        ),
      });
      for await (const record of recordsOf(path)) {
        records.push(record);
        if (records.length < BATCH) continue;
        yield batch();
        firstRow += records.length;
        records = [];
      }
      yield batch();
    },
  };
  return source;
}

/** The lines' objects, empty lines passed over. */
async function* recordsOf(file: string): AsyncGenerator<Map<string, unknown>> {
  let row = 0;
  try {
    for await (const line of linesOf(textPieces(file))) {
      if (line.trim() !== "") yield recordOf(line, { file, row: ++row });
    }
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw new InputError("Expected text in UTF-8 but found something else", { file }, { cause });
  }
}

/** A map: a field may be called `__proto__`. */
function recordOf(line: string, where: { file: string; row: number }): Map<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // The parser's message quotes the line.
    throw new InputError("Expected a JSON object on a line of its own but found none", where);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return new Map(Object.entries(value));
  }
  throw new InputError("Expected a JSON object on every line but found another value", where);
}
