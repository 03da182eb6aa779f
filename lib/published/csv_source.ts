import { parseCsv } from "../generation/csv.ts";
import { InputError } from "../study/input_error.ts";
import { type ColumnSource, readBatches } from "./column_source.ts";
import { csvPieces } from "./csv_pieces.ts";
import { textPieces } from "./text_pieces.ts";

/**
 * A CSV file as a table, its first line naming the columns. It is gone through now, to know its rows and that each fits
 * the header, and again whenever it is read; it never stands in memory as a whole.
 *
 * @param path The file.
 * @throws {InputError} If it is empty, not UTF-8 text, or its rows do not fit its header.
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
  return await sourceOf(path, () => readable(path));
}

/** {@linkcode csvSource} of a text that is already here. */
export function csvTextSource(text: string, name: string): ColumnSource {
  const rows = refused(name, () => parseCsv(text));
  const check = new HeaderCheck(name);
  check.add(rows);
  return check.source(async function* () {
    yield rows;
  });
}

async function sourceOf(
  name: string,
  pieces: () => AsyncIterable<string[][]>,
): Promise<ColumnSource> {
  const check = new HeaderCheck(name);
  for await (const rows of pieces()) check.add(rows);
  return check.source(pieces);
}

/** Knows the header and counts the rows, each of which must fit it. */
class HeaderCheck {
  #header: readonly string[] | undefined;
  #rows = 0;

  constructor(readonly name: string) {}

  add(rows: readonly string[][]): void {
    for (const row of rows) {
      if (this.#header === undefined) {
        this.#header = row;
        const twice = row.find((column, i) => row.indexOf(column) !== i);
        if (twice !== undefined) {
          throw new InputError("Expected a column once but found it twice", {
            file: this.name,
            field: twice,
          });
        }
        continue;
      }
      this.#rows++;
      if (row.length !== this.#header.length) {
        throw new InputError(`Expected ${this.#header.length} cells but found ${row.length}`, {
          file: this.name,
          row: this.#rows,
        });
      }
    }
  }

  source(pieces: () => AsyncIterable<string[][]>): ColumnSource {
    const { name } = this;
    const header = this.#header;
    if (header === undefined) {
      throw new InputError("Expected a header and rows but found an empty file", { file: name });
    }
    const source = {
      name,
      rows: this.#rows,
      columns: header,
      read(columns: readonly string[], take: Parameters<ColumnSource["read"]>[1]) {
        return readBatches(source.batches(columns), take);
      },
      async *batches(columns: readonly string[]) {
        const there = columns.map((column) => [column, header.indexOf(column)] as const)
          .filter(([, at]) => at >= 0);
        let firstRow = -1;
        for await (const piece of pieces()) {
          const rows = firstRow === -1 ? piece.slice(1) : piece;
          firstRow = Math.max(0, firstRow);
          const cells = new Map(
            there.map(([column, at]) => [column, rows.map((row) => ofItsOwn(row[at]!))]),
          );
          yield { firstRow, rows: rows.length, cells };
          firstRow += rows.length;
        }
      },
    };
    return source;
  }
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A cell that does not keep the text it was cut from in memory, as a slice does that is long enough to be worth it. */
function ofItsOwn(cell: string): string {
  return cell.length < 13 ? cell : decoder.decode(encoder.encode(cell));
}

/** The rows of a file; what cannot be read of it is told. */
async function* readable(file: string): AsyncGenerator<string[][]> {
  try {
    yield* csvPieces(textOnly(textPieces(file)));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new InputError(cause.message, { file }, { cause });
    if (!(cause instanceof TypeError)) throw cause;
    throw new InputError(
      "Expected CSV text in UTF-8 or a Parquet file but found something else",
      { file },
      { cause },
    );
  }
}

async function* textOnly(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const piece of pieces) {
    if (piece.includes("\0")) throw new TypeError("binary");
    yield piece;
  }
}

function refused<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new InputError(cause.message, { file }, { cause });
  }
}
