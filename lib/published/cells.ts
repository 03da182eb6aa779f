import { InputError, type Where } from "../study/input_error.ts";
import { type Nudge, NUDGES } from "../study/scenario.ts";
import { MISSING } from "./position_table.ts";

/** How tables write that there is nothing. */
const NOTHING = new Set(["", "na", "nan", "null", "none"]);

/** Whether a cell of a CSV or Parquet file is empty. */
export function isEmpty(cell: unknown): boolean {
  return cell === null || cell === undefined || Number.isNaN(cell) ||
    (typeof cell === "string" && NOTHING.has(cell.trim().toLowerCase()));
}

/**
 * A cell as a position, or {@linkcode MISSING}. A whole number written with decimals (`3.0`, as tables with
 * gaps are often saved) is one.
 *
 * @throws {InputError} If it is neither an integer from 0 to 6 nor empty.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { positionCell } from "./cells.ts";
 *
 * assert(positionCell("3.0", {}) === 3 && positionCell("", {}) === 255);
 * ```
 */
export function positionCell(cell: unknown, where: Where): number {
  const position = wholeNumber(cell);
  if (position === null) return MISSING;
  if (position !== undefined && position >= 0 && position <= 6) return position;
  throw new InputError(
    `Expected an integer from 0 to 6 or an empty cell but found ${show(cell)}`,
    where,
  );
}

/**
 * A cell as a whole number, or null where it is empty.
 *
 * @throws {InputError} If it is neither.
 */
export function integerCell(cell: unknown, where: Where): number | null {
  const number = wholeNumber(cell);
  if (number !== undefined) return number;
  throw new InputError(`Expected an integer or an empty cell but found ${show(cell)}`, where);
}

/**
 * The longest text of a cell, in characters: no model writes as much at once. A longer one is mostly a file that lost a
 * quote, so that the rest of it is one cell.
 */
export const LONGEST_CELL = 5_000_000;

/**
 * A cell as a text with something in it.
 *
 * @throws {InputError} If it is empty, or longer than {@linkcode LONGEST_CELL}.
 */
export function textCell(cell: unknown, where: Where): string {
  if (cell === null || cell === undefined || cell === "") {
    throw new InputError("Expected a text but found an empty cell", where);
  }
  return notTooLong(String(cell), where);
}

/**
 * The text of a cell.
 *
 * @throws {InputError} If it is longer than {@linkcode LONGEST_CELL}.
 */
export function notTooLong(text: string, where: Where): string {
  if (text.length <= LONGEST_CELL) return text;
  throw new InputError(
    `Expected a text of at most ${LONGEST_CELL} characters but found one of ${text.length}: is a quote missing?`,
    where,
  );
}

/**
 * A cell as a nudge.
 *
 * @throws {InputError} If it is none of them.
 */
export function nudgeCell(cell: unknown, where: Where): Nudge {
  const nudge = NUDGES.find((name) => name === cell);
  if (nudge !== undefined) return nudge;
  throw new InputError(`Expected one of ${NUDGES.join(", ")} but found ${show(cell)}`, where);
}

/** null where the cell is empty, undefined where it is no whole number. */
function wholeNumber(cell: unknown): number | null | undefined {
  if (isEmpty(cell)) return null;
  if (typeof cell === "string" && !/^\s*-?\d+(\.0*)?\s*$/.test(cell)) return undefined;
  if (!["string", "number", "bigint"].includes(typeof cell)) return undefined;
  const number = Number(cell);
  return Number.isSafeInteger(number) ? number : undefined;
}

function show(cell: unknown): string {
  const text = typeof cell === "string" ? JSON.stringify(cell) : String(cell);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
