/** What a selection by greedy k-center is asked for, checked and with its defaults filled in. */
export interface KCenterInput {
  readonly rows: number;
  readonly dimensions: number;
  /** One weight per row, all 1 where none were given. */
  readonly weights: Float64Array | undefined;
  /** At most this many rows are chosen; never more than there are. */
  readonly limit: number;
  readonly threshold: number;
  readonly first: number;
}

/** The options that say what is chosen. */
export interface KCenterChoice {
  /** One finite weight of at least 0 per row; default: all equal. */
  readonly weights?: Float64Array;
  /** Stop when this many rows are chosen (at least 1; more than there are means all); default: no limit. */
  readonly k?: number;
  /** Stop when the largest value is at or below this; at least 0; default 0. */
  readonly threshold?: number;
  /** The first row chosen; default: the row of largest weight, lowest index on ties. */
  readonly first?: number;
}

/**
 * Checks a choice against the number of rows and fills in its defaults.
 *
 * @throws {RangeError} If a number lies outside its range; the message names the row of a bad weight,
 * counted from 0.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { kCenterInput } from "./k_center_input.ts";
 *
 * const input = kCenterInput(3, 2, { weights: Float64Array.of(1, 5, 5) });
 * assert(input.first === 1 && input.limit === 3);
 * ```
 */
export function kCenterInput(
  rows: number,
  dimensions: number,
  { weights, k, threshold = 0, first }: KCenterChoice = {},
): KCenterInput {
  if (k !== undefined && !(Number.isInteger(k) && k > 0)) {
    throw new RangeError(`Expected k to be an integer greater than 0 but found ${k}`);
  }
  if (!(threshold >= 0)) {
    throw new RangeError(`Expected threshold to be a number of at least 0 but found ${threshold}`);
  }
  if (first !== undefined && !(Number.isInteger(first) && first >= 0 && first < rows)) {
    throw new RangeError(
      `Expected first to be a row from 0 to ${rows - 1} but found ${first}`,
    );
  }
  let heaviest = 0;
  if (weights !== undefined) {
    if (weights.length !== rows) {
      throw new RangeError(
        `Expected one weight for each of the ${rows} rows but found ${weights.length}`,
      );
    }
    weights.forEach((weight, row) => {
      if (!(weight >= 0 && weight < Infinity)) {
        throw new RangeError(
          `Expected the weight of row ${row} to be a finite number of at least 0 but found ${weight}`,
        );
      }
      if (weight > weights[heaviest]!) heaviest = row;
    });
  }
  return {
    rows,
    dimensions,
    weights,
    limit: Math.min(k ?? rows, rows),
    threshold,
    first: first ?? heaviest,
  };
}

/**
 * The number of rows in `embeddings`, after a check that rows are whole and every number is finite.
 *
 * @throws {RangeError} If `dimensions` is no positive integer, the length is no multiple of it, or a
 * number is not finite; the message names the row, counted from 0.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { rowsOf } from "./k_center_input.ts";
 *
 * assert(rowsOf(new Float32Array(6), 3) === 2);
 * ```
 */
export function rowsOf(embeddings: Float32Array, dimensions: number): number {
  if (!(Number.isInteger(dimensions) && dimensions > 0)) {
    throw new RangeError(
      `Expected dimensions to be an integer greater than 0 but found ${dimensions}`,
    );
  }
  const rows = embeddings.length / dimensions;
  if (!Number.isInteger(rows)) {
    throw new RangeError(
      `Expected whole rows of ${dimensions} numbers but row ${Math.floor(rows)} has only ${
        embeddings.length % dimensions
      }`,
    );
  }
  checkFinite(embeddings, dimensions, 0);
  return rows;
}

/** Throws a RangeError that names the first row, counted from `firstRow`, with a number that is not finite. */
export function checkFinite(part: Float32Array, dimensions: number, firstRow: number): void {
  for (let at = 0; at < part.length; at++) {
    const number = part[at]!;
    // Infinity - Infinity and NaN - NaN are NaN: one comparison for all that is not finite.
    if (number - number !== 0) {
      throw new RangeError(
        `Expected row ${
          firstRow + Math.floor(at / dimensions)
        } to hold finite numbers but found ${number} at position ${at % dimensions}`,
      );
    }
  }
}
