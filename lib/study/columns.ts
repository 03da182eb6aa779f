/** What a column holds: text (UTF-8), integers (64 bit), numbers (double), or true and false. Each may also hold null. */
export type ColumnType = "text" | "integer" | "number" | "boolean";

/** The columns of a table, in order, with their types. */
export type Columns = Readonly<Record<string, ColumnType>>;

/** A row of a table, by column. */
export type ExportRow = Readonly<Record<string, unknown>>;

/** What stands in a row's column. */
export type Cell = string | number | boolean | null;

/** The column types that fit a property of a row. */
type TypeFor<T> = [NonNullable<T>] extends [string] ? "text"
  : [NonNullable<T>] extends [boolean] ? "boolean"
  : [NonNullable<T>] extends [number] ? "integer" | "number"
  : never;

/** Columns that fit rows of type `R`: one for each property, with a type that can hold it. */
export type ColumnsOf<R> = { readonly [K in keyof R]-?: TypeFor<R[K]> };

/**
 * The cells of a row, in the order of the columns. What a row lacks, and a number that is none, is null.
 *
 * @throws {TypeError} If the row has a column that is not declared, or a value of another type than its column.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { cellsOf } from "./columns.ts";
 *
 * assertEquals(cellsOf({ score: NaN, model: "o3" }, { model: "text", score: "number" }), ["o3", null]);
 * ```
 */
export function cellsOf(row: ExportRow, columns: Columns): Cell[] {
  for (const name in row) {
    if (!Object.hasOwn(columns, name)) {
      throw new TypeError(`Expected only the columns of the table but found "${name}"`);
    }
  }
  return Object.entries(columns).map(([name, type]) => {
    const value = row[name] ?? null;
    if (value === null || (typeof value === "number" && !Number.isFinite(value))) return null;
    if (!FITS[type](value)) {
      throw new TypeError(`Expected ${type} in column "${name}" but found ${typeof value}`);
    }
    return value as Cell;
  });
}

const FITS: Readonly<Record<ColumnType, (value: unknown) => boolean>> = {
  text: (value) => typeof value === "string",
  integer: Number.isSafeInteger,
  number: (value) => typeof value === "number",
  boolean: (value) => typeof value === "boolean",
};
