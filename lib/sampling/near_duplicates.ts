import type { KCenterResult } from "./k_center_plain.ts";
import { squaredDistance } from "./squared_distance.ts";

/** Two rows and how far they lie apart. */
export interface RowPair {
  /** The row chosen later. */
  readonly row: number;
  /** The nearest row among those chosen before it; the one chosen first on ties. */
  readonly neighbour: number;
  readonly distance: number;
}

/**
 * Pairs of rows at chosen distances, to look at before a threshold is set: for each distance, the rows that
 * were taken nearest to it, each with its nearest neighbour among the rows taken before. A threshold at
 * that distance is what parts such pairs from those that lose a row.
 *
 * @param result An unweighted selection of these rows, down to the smallest distance of interest.
 * @param each Pairs per distance; default 5.
 * @returns For each distance its pairs, nearest to that distance first.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { kCenter } from "./k_center.ts";
 * import { pairsAtDistances } from "./near_duplicates.ts";
 *
 * const rows = Float32Array.of(0, 1, 10, 4);
 * const [at] = pairsAtDistances(rows, 1, await kCenter(rows, 1), [1], 1);
 * assert(at![0]!.row === 1 && at![0]!.neighbour === 0 && at![0]!.distance === 1);
 * ```
 */
export function pairsAtDistances(
  embeddings: Float32Array,
  dimensions: number,
  { order, radii }: KCenterResult,
  distances: readonly number[],
  each: number = 5,
): RowPair[][] {
  return distances.map((distance) => {
    const off = (i: number) => Math.abs(radii[i]! - distance);
    const nearest = Uint32Array.from(radii.keys()).sort((a, b) => off(a) - off(b) || a - b);
    return Array.from(nearest.subarray(0, each), (i) => {
      const row = order[i + 1]!;
      let neighbour = -1, least = Infinity;
      for (let j = 0; j <= i; j++) {
        const squared = squaredDistance(
          embeddings,
          row * dimensions,
          embeddings,
          order[j]! * dimensions,
          dimensions,
        );
        if (squared < least) {
          least = squared;
          neighbour = order[j]!;
        }
      }
      return { row, neighbour, distance: Math.sqrt(least) };
    });
  });
}
