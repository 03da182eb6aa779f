/**
 * The squared Euclidean distance of two rows of float32 numbers, in double precision and in one fixed
 * order of additions, so that every machine, thread and kernel gets the same bits.
 *
 * The order is that of two lanes: eight differences at a time, the last pair first, then what is left
 * pair by pair, and the two lanes added at the end. It is the order of NumPy's `einsum("ij,ij->i")` on
 * x86-64, hence ties fall as they do there. Partial sums never fall as more terms come in (rounding is
 * monotone), hence a search may stop early as soon as a partial sum reaches its bound.
 *
 * @param rows Rows of `dimensions` numbers each.
 * @param a Where the first row starts in `rows`.
 * @param other Where the second row is, possibly in the same array.
 * @param b Where the second row starts in `other`.
 * @returns The squared distance, at least 0.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { squaredDistance } from "./squared_distance.ts";
 *
 * const rows = Float32Array.of(0, 0, 3, 4);
 * assert(squaredDistance(rows, 0, rows, 2, 2) === 25);
 * ```
 */
export function squaredDistance(
  rows: Float32Array,
  a: number,
  other: Float32Array,
  b: number,
  dimensions: number,
): number {
  let even = 0, odd = 0, j = 0;
  for (; dimensions - j >= 8; j += 8) {
    for (let pair = 6; pair >= 0; pair -= 2) {
      const at = j + pair;
      const e = rows[a + at]! - other[b + at]!;
      const o = rows[a + at + 1]! - other[b + at + 1]!;
      even += e * e;
      odd += o * o;
    }
  }
  for (; j < dimensions; j += 2) {
    const e = rows[a + j]! - other[b + j]!;
    even += e * e;
    if (j + 1 < dimensions) {
      const o = rows[a + j + 1]! - other[b + j + 1]!;
      odd += o * o;
    }
  }
  return even + odd;
}
