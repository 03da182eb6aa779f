import { type ClusterSums, clusterSums, type Statistic } from "../bootstrap/cluster_sums.ts";
import { jackknife, SCALES } from "../bootstrap/jackknife.ts";
import { clusteredRate } from "../clustered_rate.ts";
import type { IntervalOptions } from "../interval.ts";
import type { Ratings } from "./ratings.ts";

/** How two raters agree. */
export interface RaterPair {
  readonly rater_a: string;
  readonly rater_b: string;
  /** Units that both rated. */
  readonly n: number;
  readonly agreement: number;
  readonly agreement_low: number;
  readonly agreement_high: number;
  /** Cohen's kappa. */
  readonly kappa: number;
  readonly kappa_low: number;
  readonly kappa_high: number;
}

/** Cohen's kappa (1960) of the totals of a `K * K` table of two raters' labels. */
export function cohenKappaOf(size: number): Statistic {
  return (totals) => {
    const rows = new Float64Array(size);
    const columns = new Float64Array(size);
    let n = 0;
    let same = 0;
    for (let a = 0; a < size; a++) {
      for (let b = 0; b < size; b++) {
        const count = totals[a * size + b]!;
        n += count;
        rows[a]! += count;
        columns[b]! += count;
        if (a === b) same += count;
      }
    }
    const chance = rows.reduce((sum, row, k) => sum + row * columns[k]!, 0) / (n * n);
    return (same / n - chance) / (1 - chance);
  };
}

/**
 * Raw agreement and Cohen's kappa of every two raters on the units that both rated, with clustered intervals.
 *
 * @returns In the order of `ratings.raters`, the first against each later one, and so on.
 */
export function raterPairs(ratings: Ratings, options: IntervalOptions = {}): RaterPair[] {
  const { raters, categories, codes, pairs, units } = ratings;
  const size = categories.length;
  const out: RaterPair[] = [];
  for (let a = 0; a < raters.length; a++) {
    for (let b = a + 1; b < raters.length; b++) {
      const both = [...units.keys()]
        .map((u) => ({
          first: codes[u * raters.length + a]!,
          second: codes[u * raters.length + b]!,
          pair: pairs[u]!,
        }))
        .filter(({ first, second }) => first >= 0 && second >= 0);
      const labels = both.map(({ pair }) => pair);
      const raw = clusteredRate(both.map(({ first, second }) => first === second), labels, options);
      const table: ClusterSums = clusterSums(labels, size * size, (i, row) => {
        row[both[i]!.first * size + both[i]!.second]! += 1;
      });
      const kappa = jackknife(table, cohenKappaOf(size), { ...options, scale: SCALES.agreement });
      out.push({
        rater_a: raters[a]!,
        rater_b: raters[b]!,
        n: both.length,
        agreement: raw.estimate,
        agreement_low: raw.low,
        agreement_high: raw.high,
        kappa: kappa.estimate,
        kappa_low: kappa.low,
        kappa_high: kappa.high,
      });
    }
  }
  return out;
}
