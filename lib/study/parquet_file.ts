import { type BasicType, fileWriter, ParquetWriter, schemaFromColumnData } from "hyparquet-writer";
import type { Cell, Columns, ColumnType } from "./columns.ts";

const TYPES: Readonly<Record<ColumnType, BasicType>> = {
  text: "STRING",
  integer: "INT64",
  number: "DOUBLE",
  boolean: "BOOLEAN",
};

/**
 * A Parquet file that is written piece by piece: each piece is a row group, and none is held.
 *
 * @example
 * ```ts
 * import { ParquetFile } from "./parquet_file.ts";
 *
 * const path = await Deno.makeTempFile();
 * const file = new ParquetFile(path, { model: "text", samples: "integer" });
 * file.write([["o3", 1], ["gpt_4o", 2]]);
 * file.end();
 * await Deno.remove(path);
 * ```
 */
export class ParquetFile {
  readonly #columns: readonly [name: string, type: ColumnType][];
  readonly #writer: ParquetWriter;

  /** @param path Made, or written over. */
  constructor(path: string, columns: Columns) {
    this.#columns = Object.entries(columns);
    this.#writer = new ParquetWriter({
      writer: fileWriter(path),
      schema: schemaFromColumnData({
        columnData: this.#columns.map(([name, type]) => ({
          name,
          type: TYPES[type],
          nullable: true,
          data: [],
        })),
      }),
    });
  }

  /** Appends rows, each with its cells in the order of the columns. */
  write(rows: readonly (readonly Cell[])[]): void {
    const columnData = this.#columns.map(([name, type], i) => ({
      name,
      data: rows.map((cells) => {
        const cell = cells[i]!;
        return type === "integer" && cell !== null ? BigInt(cell) : cell;
      }),
    }));
    this.#writer.write({ columnData, rowGroupSize: rows.length });
  }

  /** Writes what makes it a file that can be read. */
  end(): void {
    this.#writer.finish();
  }
}
