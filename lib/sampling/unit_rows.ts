/** How far from 1 the norm of a unit row may lie: float32 and half-precision providers stay within it. */
export const unitTolerance = 1e-3;

/**
 * Checks that every row has norm 1, as embeddings have here: then Euclidean and cosine distance order
 * alike, ||a - b||^2 = 2 - 2 cos(a, b).
 *
 * @throws {RangeError} If a row is zero, holds a number that is not finite, or has another norm; the
 * message names the row, counted from 0.
 *
 * @example
 * ```ts
 * import { checkUnitRows } from "./unit_rows.ts";
 *
 * checkUnitRows(Float32Array.of(0.6, 0.8, 1, 0), 2);
 * ```
 */
export function checkUnitRows(
  rows: Float32Array,
  dimensions: number,
  tolerance: number = unitTolerance,
): void {
  for (let row = 0; row * dimensions < rows.length; row++) {
    const norm = normOf(rows, dimensions, row);
    if (Math.abs(norm - 1) > tolerance) {
      throw new RangeError(`Expected row ${row} to have norm 1 but found ${norm}`);
    }
  }
}

/**
 * The rows scaled to norm 1, as a copy.
 *
 * @throws {RangeError} If a row is zero or holds a number that is not finite; the message names the row,
 * counted from 0.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { unitRows } from "./unit_rows.ts";
 *
 * assert(unitRows(Float32Array.of(0, 4), 2)[1] === 1);
 * ```
 */
export function unitRows(rows: Float32Array, dimensions: number): Float32Array {
  return truncatedUnitRows(rows, dimensions, dimensions);
}

/**
 * The first `kept` coordinates of every row, scaled to norm 1 again: how embeddings trained for it
 * (Matryoshka representation learning, Kusupati et al. 2022) are shortened.
 *
 * @throws {RangeError} If `kept` is no integer from 1 to `dimensions`, or nothing but zeros is left of a
 * row.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { truncatedUnitRows } from "./unit_rows.ts";
 *
 * assert(truncatedUnitRows(Float32Array.of(0, 0.5, 0.5), 3, 2).join() === "0,1");
 * ```
 */
export function truncatedUnitRows(
  rows: Float32Array,
  dimensions: number,
  kept: number,
): Float32Array {
  if (!(Number.isInteger(kept) && kept >= 1 && kept <= dimensions)) {
    throw new RangeError(
      `Expected the kept dimensions to be an integer from 1 to ${dimensions} but found ${kept}`,
    );
  }
  const count = rows.length / dimensions;
  if (!Number.isInteger(count)) {
    throw new RangeError(
      `Expected whole rows of ${dimensions} numbers but found ${rows.length} numbers in all`,
    );
  }
  const unit = new Float32Array(count * kept);
  for (let row = 0; row < count; row++) {
    const norm = normOf(rows, dimensions, row, kept);
    for (let j = 0; j < kept; j++) unit[row * kept + j] = rows[row * dimensions + j]! / norm;
  }
  return unit;
}

function normOf(rows: Float32Array, dimensions: number, row: number, kept = dimensions): number {
  let sum = 0;
  for (let j = 0; j < kept; j++) sum += rows[row * dimensions + j]! ** 2;
  if (!(sum > 0 && sum < Infinity)) {
    const found = sum === 0 ? "only zeros" : "a number that is not finite";
    throw new RangeError(`Expected row ${row} to have a direction but found ${found}`);
  }
  return Math.sqrt(sum);
}
