import { clusteredMean } from "../clustered.ts";
import type { IntervalOptions } from "../interval.ts";
import type { Ratings } from "./ratings.ts";

/** How a rater leans beside the others on the same units. */
export interface RaterBias {
  readonly rater: string;
  /** The label whose share it is, or `mean` of labels that are numbers. */
  readonly measure: string;
  /** The rater's own share or mean on the units that others rated too. */
  readonly own: number;
  /** The others' on the same units, each unit counting once. */
  readonly others: number;
  /** `own - others`, paired by unit. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Units that this rater and at least one other rated. */
  readonly n: number;
}

/**
 * Per-rater bias: how much more often a rater gives each label than the other raters do on the same units, and,
 * where labels are numbers, how much higher it rates; with intervals clustered on the value pair.
 */
export function raterBias(ratings: Ratings, options: IntervalOptions = {}): RaterBias[] {
  const { raters, categories, codes, pairs, units } = ratings;
  const numeric = categories.every((label) => typeof label === "number");
  const measures: [string, (code: number) => number][] = categories.map((label, k) => [
    String(label),
    (code) => code === k ? 1 : 0,
  ]);
  if (numeric && categories.length > 0) measures.push(["mean", (code) => Number(categories[code])]);

  return raters.flatMap((rater, r) => {
    const shared = [...units.keys()].flatMap((u) => {
      const row = codes.subarray(u * raters.length, (u + 1) * raters.length);
      const own = row[r]!;
      const others = row.filter((code, other) => other !== r && code >= 0);
      return own >= 0 && others.length > 0 ? [{ own, others, pair: pairs[u]! }] : [];
    });
    const labels = shared.map(({ pair }) => pair);
    return measures.map(([measure, score]): RaterBias => {
      const own = shared.map((unit) => score(unit.own));
      const others = shared.map((unit) => mean(Array.from(unit.others, score)));
      const { estimate, low, high, n } = clusteredMean(
        own.map((x, i) => x - others[i]!),
        labels,
        options,
      );
      return {
        rater,
        measure,
        own: mean(own),
        others: mean(others),
        difference: estimate,
        low,
        high,
        n,
      };
    });
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
