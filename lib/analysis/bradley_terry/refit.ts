import { multiplicities } from "../bootstrap/replicate.ts";
import type { ComparisonSet } from "./comparisons.ts";
import { designOf, tallyOf } from "./design.ts";
import { fitTally } from "./fit.ts";

/** What a worker is asked: fits on some replicates of the cluster bootstrap. */
export interface RefitTask {
  readonly set: ComparisonSet;
  readonly ridge: number;
  readonly seed: string | number;
  /** The fit of the whole: strengths, then the nudge. */
  readonly start: Float64Array;
  readonly from: number;
  readonly to: number;
}

/** Strengths and nudge of each replicate, one after the other. */
export function refit({ set, ridge, seed, start, from, to }: RefitTask): Float64Array {
  const size = set.items.length + 1;
  const out = new Float64Array((to - from) * size);
  const design = designOf(set);
  const weights = new Float64Array(set.cluster.length);
  for (let replicate = from; replicate < to; replicate++) {
    const counts = multiplicities(seed, replicate, set.clusters);
    for (let i = 0; i < weights.length; i++) weights[i] = counts[set.cluster[i]!]!;
    const fit = fitTally(design, tallyOf(design, weights), { ridge, start, tolerance: 1e-4 });
    out.set(fit.strengths, (replicate - from) * size);
    out[(replicate - from + 1) * size - 1] = fit.nudge;
  }
  return out;
}
