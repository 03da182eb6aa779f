import { type KCenterChoice, kCenterInput, rowsOf } from "./k_center_input.ts";
import { squaredDistance } from "./squared_distance.ts";

/** The rows chosen, in order, and the value at which each row after the first was taken. */
export interface KCenterResult {
  /** Indices of the chosen rows, in the order in which they were chosen. */
  readonly order: Uint32Array;
  /**
   * `radii[i]` is the weighted distance of `order[i + 1]` to the nearest row chosen before it, hence one
   * entry fewer than `order`.
   */
  readonly radii: Float64Array;
}

/**
 * Greedy k-center as in the textbook (Gonzalez 1985): after every choice, all distances to it. Simple,
 * single-threaded, and slow: {@linkcode kCenter} gives the same result. It is kept as the definition
 * that the fast one is tested against, and as what small inputs run on.
 *
 * @param embeddings Rows of `dimensions` finite float32 numbers each.
 * @throws {RangeError} As {@linkcode kCenter}.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { kCenterPlain } from "./k_center_plain.ts";
 *
 * const { order, radii } = kCenterPlain(Float32Array.of(0, 1, 10, 4), 1, { k: 3 });
 * assert(order.join() === "0,2,3" && radii.join() === "10,4");
 * ```
 */
export function kCenterPlain(
  embeddings: Float32Array,
  dimensions: number,
  choice: KCenterChoice = {},
): KCenterResult {
  const rows = rowsOf(embeddings, dimensions);
  const { weights, limit, threshold, first } = kCenterInput(rows, dimensions, choice);
  if (rows === 0) return { order: new Uint32Array(), radii: new Float64Array() };
  const nearest = new Float64Array(rows).fill(Infinity);
  const order = [first];
  const radii: number[] = [];
  let current = first;
  while (true) {
    let best = -1, farthest = -1;
    for (let row = 0; row < rows; row++) {
      const squared = row === current ? 0 : squaredDistance(
        embeddings,
        row * dimensions,
        embeddings,
        current * dimensions,
        dimensions,
      );
      if (squared < nearest[row]!) nearest[row] = squared;
      const value = (weights ? weights[row]! : 1) * Math.sqrt(nearest[row]!);
      if (value > best) {
        best = value;
        farthest = row;
      }
    }
    if (order.length === limit || best <= threshold) break;
    order.push(farthest);
    radii.push(best);
    current = farthest;
  }
  return { order: Uint32Array.from(order), radii: Float64Array.from(radii) };
}
