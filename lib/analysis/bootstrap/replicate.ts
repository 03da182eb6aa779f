import { Random } from "../../study/random.ts";

/**
 * How often each cluster comes in one replicate: `clusters` draws with replacement. The draws depend on seed and
 * replicate alone, so that it does not matter which worker makes them, or in which order.
 */
export function multiplicities(
  seed: string | number,
  replicate: number,
  clusters: number,
): Uint16Array {
  const random = new Random(seed, replicate);
  const counts = new Uint16Array(clusters);
  for (let i = 0; i < clusters; i++) counts[random.int(clusters)]!++;
  return counts;
}

/** What a worker is asked: the totals of some replicates. */
export interface ReplicateTask {
  readonly seed: string | number;
  readonly clusters: number;
  readonly columns: number;
  readonly data: Float64Array;
  readonly from: number;
  readonly to: number;
}

/** Replicates taken together, so that a pass over the data serves several. */
const TOGETHER = 8;

/**
 * The column totals of replicates `from` up to `to` (not included), one after the other. The order of additions
 * is that of the clusters, whatever the split, so that results agree to the last bit.
 */
export function replicateTotals(task: ReplicateTask): Float64Array {
  const { seed, clusters, columns, data, from, to } = task;
  const out = new Float64Array((to - from) * columns);
  for (let first = from; first < to; first += TOGETHER) {
    const count = Math.min(TOGETHER, to - first);
    const weights = Array.from(
      { length: count },
      (_, r) => multiplicities(seed, first + r, clusters),
    );
    const base = (first - from) * columns;
    for (let c = 0; c < clusters; c++) {
      const at = c * columns;
      for (let r = 0; r < count; r++) {
        const weight = weights[r]![c]!;
        if (weight === 0) continue;
        const to = base + r * columns;
        for (let j = 0; j < columns; j++) out[to + j]! += weight * data[at + j]!;
      }
    }
  }
  return out;
}
