import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { Random } from "../../study/random.ts";

/**
 * How often each cluster comes in one replicate: `clusters` draws with replacement. The draws depend on seed and
 * replicate alone, so that it does not matter which worker makes them, or in which order. One draw takes 32
 * random bits: its bias is below `clusters / 2^32`.
 */
export function multiplicities(
  seed: string | number,
  replicate: number,
  clusters: number,
): Float64Array {
  const random = new Random(seed, replicate);
  const state = Array.from({ length: 4 }, () => random.int(2 ** 32) | 0);
  const generator = xoroshiro128plusFromState(state);
  const scale = clusters / 2 ** 32;
  const counts = new Float64Array(clusters);
  for (let i = 0; i < clusters; i++) counts[Math.floor((generator.next() >>> 0) * scale)]!++;
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

/**
 * The column totals of replicates `from` up to `to` (not included), one after the other. The order of additions
 * is that of the clusters, whatever the split, so that results agree to the last bit.
 */
export function replicateTotals(task: ReplicateTask): Float64Array {
  const { seed, clusters, columns, from, to } = task;
  const byColumn = transposed(task);
  const out = new Float64Array((to - from) * columns);
  // Four at a time: a value that is loaded once serves all four, with the sums in registers.
  for (let first = from; first < to; first += 4) {
    const count = Math.min(4, to - first);
    const drawn = (r: number) => multiplicities(seed, first + Math.min(r, count - 1), clusters);
    const [w0, w1, w2, w3] = [drawn(0), drawn(1), drawn(2), drawn(3)];
    for (let j = 0; j < columns; j++) {
      const column = byColumn[j]!;
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let c = 0; c < clusters; c++) {
        const value = column[c]!;
        s0 += w0[c]! * value;
        s1 += w1[c]! * value;
        s2 += w2[c]! * value;
        s3 += w3[c]! * value;
      }
      const sums = [s0, s1, s2, s3];
      for (let r = 0; r < count; r++) out[(first - from + r) * columns + j] = sums[r]!;
    }
  }
  return out;
}

function transposed({ clusters, columns, data }: ReplicateTask): Float64Array[] {
  return Array.from({ length: columns }, (_, j) => {
    const column = new Float64Array(clusters);
    for (let c = 0; c < clusters; c++) column[c] = data[c * columns + j]!;
    return column;
  });
}
