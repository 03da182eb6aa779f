import { checkFinite } from "../k_center_input.ts";

/** Rows of little-endian float32 numbers in a file, one after the other. */
export interface RowFile {
  readonly path: string;
  /** Bytes before the first row. */
  readonly offset: number;
  readonly rows: number;
  readonly dimensions: number;
}

/** Reads rows of a file in any order; holds the file open until closed. */
export class RowReader implements Disposable {
  readonly #file: Deno.FsFile;
  readonly #of: RowFile;
  #bytes = new Uint8Array();

  constructor(of: RowFile) {
    this.#of = of;
    this.#file = Deno.openSync(of.path, { read: true });
  }

  /**
   * The rows [first, first + count), until the next call.
   *
   * @throws {RangeError} If one holds a number that is not finite; the message names the row.
   */
  read(first: number, count: number): Float32Array {
    const rowBytes = this.#of.dimensions * 4;
    const wanted = count * rowBytes;
    if (this.#bytes.length < wanted) this.#bytes = new Uint8Array(wanted);
    const bytes = this.#bytes.subarray(0, wanted);
    this.#file.seekSync(this.#of.offset + first * rowBytes, Deno.SeekMode.Start);
    for (let got = 0; got < wanted;) {
      const read = this.#file.readSync(bytes.subarray(got));
      if (read === null) {
        throw new RangeError(
          `Expected ${this.#of.rows} rows in ${this.#of.path} but it ends in row ${
            first + Math.floor(got / rowBytes)
          }`,
        );
      }
      got += read;
    }
    return new Float32Array(bytes.buffer, 0, wanted / 4);
  }

  /** As `read`, after a check that every number is finite. */
  readChecked(first: number, count: number): Float32Array {
    const rows = this.read(first, count);
    checkFinite(rows, this.#of.dimensions, first);
    return rows;
  }

  [Symbol.dispose](): void {
    this.#file.close();
  }
}

/** Puts rows into memory with zeros behind each, so that a row is a whole number of vectors. */
export function layRows(
  rows: Float32Array,
  dimensions: number,
  into: Float32Array,
  stride: number,
): void {
  if (stride === dimensions) {
    into.set(rows);
    return;
  }
  for (let from = 0, to = 0; from < rows.length; from += dimensions, to += stride) {
    into.set(rows.subarray(from, from + dimensions), to);
  }
}
