import type { KCenterChoice } from "./k_center_input.ts";
import { kCenterPlain, type KCenterResult } from "./k_center_plain.ts";

export type { KCenterResult } from "./k_center_plain.ts";

/** How far a selection has come. */
export interface KCenterProgress {
  readonly chosen: number;
  /** The most rows that can be chosen. */
  readonly limit: number;
  /** The value at which the last row was taken; Infinity while only the first is chosen. */
  readonly radius: number;
}

/** What is chosen, and how the selection reports and stops. */
export interface KCenterOptions extends KCenterChoice {
  /** Stops the selection; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Called now and then, and at the end. */
  readonly onProgress?: (progress: KCenterProgress) => void;
}

/**
 * Chooses rows by exact greedy k-center, farthest point first (Gonzalez 1985, a 2-approximation):
 * starts at the row of largest weight and repeatedly takes the row i with the largest
 * w_i * min_j ||x_i - x_j|| over the chosen rows j, lowest index on ties, until `k` rows are chosen or
 * that largest value is at or below `threshold`. Distances are Euclidean; on rows of unit norm they
 * order as cosine distances do.
 *
 * @param embeddings Rows of `dimensions` finite float32 numbers each.
 * @param dimensions Numbers per row.
 * @returns The order of choice and the value at which each row after the first was taken.
 * @throws {RangeError} If a row is not whole or holds a number that is not finite, or an option lies
 * outside its range; rows are counted from 0.
 *
 * @example
 * ```ts
 * import { kCenter } from "./k_center.ts";
 *
 * const { order, radii } = await kCenter(Float32Array.of(0, 1, 10, 4), 1, { threshold: 2 });
 * console.assert(order.join() === "0,2,3" && radii.join() === "10,4");
 * ```
 */
// deno-lint-ignore require-await -- errors must reject
export async function kCenter(
  embeddings: Float32Array,
  dimensions: number,
  options: KCenterOptions = {},
): Promise<KCenterResult> {
  options.signal?.throwIfAborted();
  const result = kCenterPlain(embeddings, dimensions, options);
  options.onProgress?.({
    chosen: result.order.length,
    limit: Math.min(options.k ?? Infinity, embeddings.length / dimensions),
    radius: result.radii.at(-1) ?? Infinity,
  });
  return result;
}
