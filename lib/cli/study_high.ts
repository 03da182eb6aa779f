import { clusteredRate } from "../analysis/clustered_rate.ts";
import type { StudyRun } from "../pipeline/run_study.ts";

/** How many queries have high disagreement, as far as it can be told before all positions are there. */
export interface HighCount {
  /** So many at most: those known, and all of which it is not known yet. */
  readonly most: number;
  /** The likely number with its 95 % interval; null before any query has all its positions. */
  readonly likely: { readonly count: number; readonly low: number; readonly high: number } | null;
}

/**
 * Counts the queries of high disagreement. A query counts as known once none of its cells is still to be asked; to the
 * others the share among the known is carried over, with a 95 % interval clustered on the value pair, which takes the
 * known for a random sample of them.
 *
 * @param run What the journal holds.
 * @param queries How many queries the study has at most.
 */
export function countHigh({ queryRows, high }: StudyRun, queries: number): HighCount {
  const settled = queryRows.filter(({ outcomes }) =>
    outcomes.not_run + outcomes.failed === 0 && Object.values(outcomes).some((cells) => cells > 0)
  );
  const isHigh = new Set(high.map((row) => row.query));
  const flags = settled.map((row) => isHigh.has(row.query));
  const known = flags.filter(Boolean).length;
  const open = Math.max(0, queries - settled.length);
  if (settled.length === 0) return { most: queries, likely: null };
  const share = clusteredRate(flags, settled.map((row) => row.pair));
  return {
    most: known + open,
    likely: {
      count: known + Math.round(share.estimate * open),
      low: known + Math.floor(share.low * open),
      high: known + Math.ceil(share.high * open),
    },
  };
}
