import type { ComparisonSet } from "./comparisons.ts";
import { fitBradleyTerry } from "./fit.ts";
import { type OutOfSample, outOfSample } from "./out_of_sample.ts";
import { rankAtOnce, type RankedItem } from "./rank_intervals.ts";

/** One model's contests, and what is made of them. */
export interface RankTask {
  /** Contests of the values: what the ranking foretells is measured on these. */
  readonly values: ComparisonSet;
  /** Contests of what is ranked: the values, or their categories. */
  readonly ranked: ComparisonSet;
  /** Random splits of the value pairs, for the accuracy. */
  readonly splits: number;
  /** Fits for the intervals of ranks; 0 makes none. */
  readonly replicates: number;
}

/** What is ranked, with its place and intervals where they were made. */
export type RankedStrength = Pick<RankedItem, "item" | "strength"> | RankedItem;

/** One model's order of its values. */
export interface ValueRanking {
  /** How well it foretells what the model does; null with fewer than {@linkcode FEWEST_PAIRS} value pairs. */
  readonly accuracy: OutOfSample | null;
  /** With intervals from the strongest to the weakest, without them by name; empty without a contest. */
  readonly strengths: readonly RankedStrength[];
}

/** Of fewer value pairs none is held out. */
export const FEWEST_PAIRS = 10;

/** What a worker does: one model after the other. */
export async function rankHere(
  tasks: readonly RankTask[],
  signal?: AbortSignal,
): Promise<ValueRanking[]> {
  const rankings: ValueRanking[] = [];
  for (const { values, ranked, splits, replicates } of tasks) {
    // An abort comes as an event, which waits for a pause.
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
    rankings.push({
      accuracy: values.clusters < FEWEST_PAIRS ? null : outOfSample(values, { splits }),
      strengths: ranked.clusters === 0
        ? []
        : replicates > 0
        ? rankAtOnce(ranked, { replicates }).items
        : strengthsOf(ranked),
    });
  }
  return rankings;
}

function strengthsOf(set: ComparisonSet): RankedStrength[] {
  const { strengths } = fitBradleyTerry(set);
  return set.items.map((item, i) => ({ item, strength: strengths[i]! }));
}
