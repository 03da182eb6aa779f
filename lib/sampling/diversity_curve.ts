/** Distances at which a curve is told: 0 to 1.4 by 0.02. */
export const CURVE_DISTANCES: readonly number[] = Array.from({ length: 71 }, (_, i) => i / 50);

/**
 * The diversity curve: how many rows greedy k-center keeps at each minimum distance. The order of choice does
 * not depend on where it stops, so one selection down to the smallest distance gives the whole curve.
 *
 * @param radii Of a selection without `k`, or with one that was not reached; they never rise.
 * @param distances Thresholds, each at least the one of that selection.
 * @returns For each distance, the number of rows that a selection with that threshold keeps.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { diversityCurve } from "./diversity_curve.ts";
 *
 * const curve = diversityCurve(Float64Array.of(10, 4, 1), [4, 0.5]);
 * assert(curve[0]!.kept === 2 && curve[1]!.kept === 4);
 * ```
 */
export function diversityCurve(
  radii: Float64Array,
  distances: Iterable<number>,
): { distance: number; kept: number }[] {
  return Array.from(distances, (distance) => {
    let low = 0, high = radii.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (radii[middle]! > distance) low = middle + 1;
      else high = middle;
    }
    return { distance, kept: low + 1 };
  });
}
