import type { ColumnTable } from "arquero";
import { type ClusterSums, clusterSums } from "../bootstrap/cluster_sums.ts";
import { jackknife, SCALES } from "../bootstrap/jackknife.ts";
import { clusteredRate } from "../clustered_rate.ts";
import { type Estimate, type Interval, type IntervalOptions } from "../interval.ts";
import { toTable } from "../table.ts";

/** Whether it happened (a frequent non-compliance, say) on a query of some bin; null where not known. */
export interface RiskRow {
  readonly pair: string;
  readonly bin: string;
  readonly flag: boolean | null;
}

/** A bin's rate, and how many times the reference bin's it is. */
export interface RiskRatio {
  readonly bin: string;
  readonly count: number;
  /** Rows whose flag is known. */
  readonly n: number;
  readonly missing: number;
  readonly rate: number;
  readonly rate_low: number;
  readonly rate_high: number;
  /** 1 for the reference itself; NaN where the reference's rate is 0. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly clusters: number;
}

/**
 * Rates in bins as ratios to one bin's. The interval is a cluster jackknife of the log ratio with Student's t, so
 * that value pairs with queries in both bins count as what they are. Where a bin has no event, or all of a bin's
 * events lie in one pair, the logarithm fails: there the limits come from those of the two rates (the method of
 * variance estimates recovery for ratios, Donner and Zou 2012), which takes the bins as independent.
 *
 * @param reference The bin that the others are compared with.
 * @returns In order of first appearance.
 * @throws {RangeError} If no row is in the reference bin.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { riskRatios } from "./risk_ratios.ts";
 *
 * const rows = Array.from({ length: 80 }, (_, i) => (
 *   { pair: `p${i}`, bin: i % 2 ? "high" : "low", flag: i % 2 ? i % 4 === 1 : i % 16 === 0 }
 * ));
 * const high = riskRatios(rows, "low").find((row) => row.bin === "high");
 * assert(high?.ratio === 4 && high.low > 1 && high.low < 4 && high.high > 4);
 * ```
 */
export function riskRatios(
  rows: readonly RiskRow[],
  reference: string,
  options: IntervalOptions = {},
): RiskRatio[] {
  const bins = Map.groupBy(rows, (row) => row.bin);
  const base = bins.get(reference);
  if (base === undefined) {
    throw new RangeError(`Expected rows in the reference bin ${reference} but found none`);
  }
  const rateOf = (own: readonly RiskRow[]) => {
    const known = own.filter((row) => row.flag !== null);
    return clusteredRate(
      known.map((row) => row.flag === true),
      known.map((row) => row.pair),
      options,
    );
  };
  const baseRate = rateOf(base);
  return [...bins].map(([bin, own]) => {
    const rate = rateOf(own);
    const ratio = bin === reference
      ? { low: 1, high: 1 }
      : ratioInterval(ratioSums(own, base), rate, baseRate, options);
    return {
      bin,
      count: Math.round(rate.n === 0 ? 0 : rate.estimate * rate.n),
      n: rate.n,
      missing: own.length - rate.n,
      rate: rate.estimate,
      rate_low: rate.low,
      rate_high: rate.high,
      ratio: bin === reference
        ? 1
        : baseRate.estimate === 0
        ? NaN
        : rate.estimate / baseRate.estimate,
      low: ratio.low,
      high: ratio.high,
      clusters: rate.clusters,
    };
  });
}

/** Per pair: events and rows of the bin, events and rows of the reference. */
function ratioSums(bin: readonly RiskRow[], reference: readonly RiskRow[]): ClusterSums {
  const rows = [...bin.map((row) => ({ row, at: 0 })), ...reference.map((row) => ({ row, at: 2 }))]
    .filter(({ row }) => row.flag !== null);
  return clusterSums(rows.map(({ row }) => row.pair), 4, (i, sums) => {
    const { row, at } = rows[i]!;
    sums[at]! += row.flag ? 1 : 0;
    sums[at + 1]! += 1;
  });
}

/** The ratio of two rates of the totals of events and rows. */
export function riskRatioOf([events, n, baseEvents, baseN]: Float64Array): number {
  return (events! / n!) / (baseEvents! / baseN!);
}

/** The interval of a ratio of two rates; see {@linkcode riskRatios}. */
export function ratioInterval(
  sums: ClusterSums,
  rate: Estimate,
  base: Estimate,
  options: IntervalOptions,
): Interval {
  if (rate.n === 0 || base.n === 0) return { low: NaN, high: NaN };
  const { low, high } = jackknife(sums, riskRatioOf, { ...options, scale: SCALES.log });
  return Number.isNaN(low) ? recovered(rate, base) : { low, high };
}

/** Donner and Zou's limits of a ratio from the limits of its parts; the lower one in a form that cannot cancel. */
function recovered(top: Estimate, bottom: Estimate): Interval {
  const product = top.estimate * bottom.estimate;
  const part = (limit: number, estimate: number) => limit * (2 * estimate - limit);
  const root = (own: number, other: number) => Math.sqrt(Math.max(0, product ** 2 - own * other));
  const [topLow, bottomHigh] = [part(top.low, top.estimate), part(bottom.high, bottom.estimate)];
  const [topHigh, bottomLow] = [part(top.high, top.estimate), part(bottom.low, bottom.estimate)];
  return {
    low: topLow === 0 ? 0 : topLow / (product + root(topLow, bottomHigh)),
    high: bottomLow === 0 ? Infinity : (product + root(topHigh, bottomLow)) / bottomLow,
  };
}

/** {@linkcode riskRatios} as a table. */
export function riskRatioTable(
  rows: readonly RiskRow[],
  reference: string,
  options: IntervalOptions = {},
): ColumnTable {
  return toTable(riskRatios(rows, reference, options));
}
