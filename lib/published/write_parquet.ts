import type { ColumnTable } from "arquero";
import { parquetWriteBuffer } from "hyparquet-writer";

/** A table as a Parquet file (snappy): texts, booleans, and numbers as 64-bit floats; what is missing is null. */
export function toParquet(table: ColumnTable): Uint8Array {
  const columnData = table.columnNames().map((name) => {
    const data = Array.from(
      table.array(name) as ArrayLike<unknown>,
      (cell) => cell === undefined || Number.isNaN(cell) ? null : cell,
    );
    const sample = data.find((cell) => cell !== null);
    const type = typeof sample === "number"
      ? "DOUBLE" as const
      : typeof sample === "boolean"
      ? "BOOLEAN" as const
      : "STRING" as const;
    return { name, data, type, nullable: true };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
