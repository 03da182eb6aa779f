import { kCenter } from "../sampling/k_center.ts";

/** Which of the rows a greedy k-center kept. */
export interface Kept {
  /** Indices of the kept rows, in the order of choice. */
  readonly order: number[];
  /** The value at which each row after the first was taken. */
  readonly radii: number[];
}

/**
 * Thins rows by greedy k-center, weighted where weights are given; without rows nothing is kept.
 *
 * @param embeddings Unit rows of `dimensions` numbers each.
 * @param options `threshold`: stop when the largest (weighted) distance is at or below it; `k`: keep at most so many.
 */
export async function selectRows(
  embeddings: Float32Array,
  dimensions: number,
  options: {
    readonly k?: number | undefined;
    readonly threshold: number;
    readonly weights?: Float64Array;
  },
): Promise<Kept> {
  if (embeddings.length === 0) return { order: [], radii: [] };
  const { k, threshold, weights } = options;
  const { order, radii } = await kCenter(embeddings, dimensions, {
    threshold,
    ...(k === undefined ? {} : { k }),
    ...(weights === undefined ? {} : { weights }),
  });
  return { order: [...order], radii: [...radii] };
}

/** The rows of some indices, in their order, as one flat array. */
export function takeRows(
  embeddings: Float32Array,
  dimensions: number,
  indices: readonly number[],
): Float32Array {
  const taken = new Float32Array(indices.length * dimensions);
  indices.forEach((index, i) =>
    taken.set(embeddings.subarray(index * dimensions, (index + 1) * dimensions), i * dimensions)
  );
  return taken;
}
