/**
 * Bad input of the user: a wrong file, field, option or environment. Its message is one sentence that
 * says what was wrong, where, and what was expected; a command prints it alone and exits with code 2.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { InputError } from "./input_error.ts";
 *
 * const error = new InputError("Expected a position from 0 to 6 but found 9", {
 *   file: "scores.csv",
 *   row: 12,
 *   field: "o3_value1_position",
 * });
 * assert(
 *   error.message === "scores.csv, row 12, o3_value1_position: Expected a position from 0 to 6 but found 9",
 * );
 * ```
 */
export class InputError extends Error {
  override name = "InputError";
  /** Where the fault lies: rows count from 1 and leave a header out. */
  readonly where: Readonly<Where>;

  constructor(message: string, where: Where = {}, options?: ErrorOptions) {
    const place = [
      where.file,
      where.row === undefined ? undefined : `row ${where.row}`,
      where.field,
    ].filter((part) => part !== undefined).join(", ");
    super(place ? `${place}: ${message}` : message, options);
    this.where = where;
  }
}

/** The place of a fault in the user's input. */
export interface Where {
  readonly file?: string;
  /** Row number, from 1, the header not counted. */
  readonly row?: number;
  /** Column, JSON path, option or environment variable. */
  readonly field?: string;
}
