import { clusterSums } from "../bootstrap/cluster_sums.ts";
import { jackknife } from "../bootstrap/jackknife.ts";
import type { Estimate, IntervalOptions } from "../interval.ts";

/** A response that the judge scored, and a human too where `human` is not null. */
export interface JudgedRow {
  readonly pair: string;
  /** A score, or 0 and 1 for no and yes. */
  readonly judge: number;
  readonly human: number | null;
}

/** A mean corrected by human labels. */
export interface DifferenceEstimate extends Estimate {
  /** The judge's own mean over all rows. */
  readonly judged: number;
  /** Human minus judge, on the labelled rows. */
  readonly correction: number;
  readonly labelled: number;
}

/**
 * The judge's mean over all responses plus the mean of human minus judge over those that a human labelled, which
 * must be a random sample of them (the difference estimator of survey sampling; prediction-powered inference,
 * Angelopoulos et al. 2023). It needs no sensitivity and specificity that hold everywhere, and works for scores
 * as for rates. The interval is a clustered jackknife of the sum.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { differenceEstimate } from "./difference_estimate.ts";
 *
 * const rows = [[1, 1], [1, 0], [0, 0], [1, null], [0, null], [1, null]].map(([judge, human], i) => (
 *   { pair: `p${i}`, judge: judge!, human: human! }
 * ));
 * // 4 of 6 by the judge, who says yes once too often in 3.
 * assert(Math.abs(differenceEstimate(rows).estimate - 1 / 3) < 1e-12);
 * ```
 */
export function differenceEstimate(
  rows: readonly JudgedRow[],
  options: IntervalOptions = {},
): DifferenceEstimate {
  const sums = clusterSums(rows.map((row) => row.pair), 4, (i, sum) => {
    const { judge, human } = rows[i]!;
    sum[0]! += judge;
    sum[1]! += 1;
    if (human === null) return;
    sum[2]! += human - judge;
    sum[3]! += 1;
  });
  const estimate = jackknife(
    sums,
    ([judged, n, differences, labelled]) => judged! / n! + differences! / labelled!,
    options,
  );
  const labelled = rows.filter((row) => row.human !== null);
  return {
    ...estimate,
    judged: rows.reduce((sum, row) => sum + row.judge, 0) / rows.length,
    correction: labelled.reduce((sum, row) => sum + row.human! - row.judge, 0) / labelled.length,
    labelled: labelled.length,
    n: rows.length,
  };
}
