import {
  kCenter,
  type KCenterChoice,
  kCenterFile,
  type KCenterResult,
  type RowFile,
} from "../sampling/k_center.ts";

/** How far rows are thinned. */
export interface Thinning {
  /** Keep so many at most. */
  readonly k?: number | undefined;
  /** Stop when the largest (weighted) distance is at or below it. */
  readonly threshold: number;
  /** One for each row. */
  readonly weights?: Float64Array;
}

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
 */
export async function selectRows(
  embeddings: Float32Array,
  dimensions: number,
  thinning: Thinning,
): Promise<Kept> {
  if (embeddings.length === 0) return { order: [], radii: [] };
  return keptOf(await kCenter(embeddings, dimensions, choiceOf(thinning)));
}

/** {@linkcode selectRows} of rows in a file. */
export async function selectFile(file: RowFile, thinning: Thinning): Promise<Kept> {
  return keptOf(await kCenterFile(file, choiceOf(thinning)));
}

function choiceOf({ k, threshold, weights }: Thinning): KCenterChoice {
  return {
    threshold,
    ...(k === undefined ? {} : { k }),
    ...(weights === undefined ? {} : { weights }),
  };
}

function keptOf({ order, radii }: KCenterResult): Kept {
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
