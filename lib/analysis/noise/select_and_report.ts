import { clusteredMean } from "../clustered.ts";
import { clusteredRate } from "../clustered_rate.ts";
import type { Estimate, IntervalOptions } from "../interval.ts";

/** A query's disagreement on two independent draws. */
export interface TwoDraws {
  readonly query: string;
  readonly pair: string;
  /** The draw that selects. */
  readonly first: number;
  /** The draw that reports. */
  readonly second: number;
}

/** What selected queries show on a fresh draw. */
export interface SelectedReport {
  readonly selected: number;
  readonly of: number;
  /** Mean disagreement of the selected on the draw that selected them: too high, for it chose lucky ones too. */
  readonly onSelection: Estimate;
  /** Their mean disagreement on the other draw. */
  readonly onReport: Estimate;
  /** By how much the first overstates: the paired difference. */
  readonly overstated: Estimate;
  /** The share that reaches the threshold on the other draw too. */
  readonly stillAbove: Estimate;
}

/**
 * Selects high-disagreement queries on one draw and reports on another, so that the winner's curse of the
 * selection shows and does not enter the report.
 *
 * @param threshold The least disagreement that selects. Defaults to the paper's 1.5.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { selectAndReport } from "./select_and_report.ts";
 *
 * const report = selectAndReport([
 *   { query: "q1", pair: "p1", first: 2, second: 1.6 },
 *   { query: "q2", pair: "p2", first: 1.6, second: 1.2 },
 *   { query: "q3", pair: "p3", first: 1.2, second: 2 },
 * ]);
 * assert(report.selected === 2 && report.onReport.estimate.toFixed(1) === "1.4");
 * ```
 */
export function selectAndReport(
  rows: readonly TwoDraws[],
  options: IntervalOptions & { readonly threshold?: number } = {},
): SelectedReport {
  const { threshold = 1.5 } = options;
  const selected = rows.filter((row) => row.first >= threshold);
  const pairs = selected.map((row) => row.pair);
  return {
    selected: selected.length,
    of: rows.length,
    onSelection: clusteredMean(selected.map((row) => row.first), pairs, options),
    onReport: clusteredMean(selected.map((row) => row.second), pairs, options),
    overstated: clusteredMean(selected.map((row) => row.first - row.second), pairs, options),
    stillAbove: clusteredRate(selected.map((row) => row.second >= threshold), pairs, options),
  };
}
