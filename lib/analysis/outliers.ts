import type { ColumnTable } from "arquero";
import { clusteredRate } from "./clustered_rate.ts";
import type { IntervalOptions } from "./interval.ts";
import { assertOneRowPerCell, type PositionRow } from "./rows.ts";
import { toTable } from "./table.ts";

/** When a response stands alone. The defaults are the paper's: 4 or more from at least 9 of 11 others. */
export interface OutlierOptions {
  /** The least distance on a value's 0-6 scale that counts as differing. @default {4} */
  readonly threshold?: number;
  /**
   * From which share of the other models that have a position it must differ; the number is rounded up, so that
   * 9/11 asks for 9 of 11, 9 of 10 and 4 of 4. @default {9 / 11}
   */
  readonly fraction?: number;
  /** With fewer others that have a position, nothing is said of a response. @default {2} */
  readonly minOthers?: number;
}

/** One response, and whether it stands alone. */
export interface OutlierFlag {
  readonly query: string;
  readonly pair: string;
  readonly model: string;
  readonly value1: number | null;
  readonly value2: number | null;
  /** From how many others it differs on the first value; null where it or too many of them have no position. */
  readonly differs1: number | null;
  /** The same on the second value. */
  readonly differs2: number | null;
  readonly outlier1: boolean;
  readonly outlier2: boolean;
  /** On either value; null where neither value can be told. */
  readonly outlier: boolean | null;
}

/**
 * Finds the responses that stand alone among the panel's (Zhang et al. 2025, section on outliers): a response is
 * an outlier when on one value's scale it differs by `threshold` or more from at least `fraction` of the others.
 *
 * @param rows One row per query and model.
 * @returns One flag per row, in the same order.
 * @throws {RangeError} If a query has a model twice, or an option is out of range.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { flagOutliers } from "./outliers.ts";
 *
 * const rows = ["a", "b", "c", "d"].map((model, i) => (
 *   { query: "q", pair: "p", model, value1: i === 0 ? 6 : 1, value2: 3 }
 * ));
 * const flags = flagOutliers(rows);
 * assert(flags[0]?.outlier === true && flags[1]?.outlier === false);
 * ```
 */
export function flagOutliers(
  rows: readonly PositionRow[],
  options: OutlierOptions = {},
): OutlierFlag[] {
  const { threshold = 4, fraction = 9 / 11, minOthers = 2 } = options;
  if (!(threshold > 0 && threshold <= 6)) {
    throw new RangeError(`Expected threshold to be above 0 and at most 6 but found ${threshold}`);
  }
  if (!(fraction > 0 && fraction <= 1)) {
    throw new RangeError(`Expected fraction to be above 0 and at most 1 but found ${fraction}`);
  }
  if (!Number.isInteger(minOthers) || minOthers < 1) {
    throw new RangeError(
      `Expected minOthers to be an integer of at least 1 but found ${minOthers}`,
    );
  }
  assertOneRowPerCell(rows);

  const queries = Map.groupBy(rows, (row) => row.query);
  const differing = (row: PositionRow, value: "value1" | "value2") => {
    const own = row[value];
    const others = queries.get(row.query)!.filter((other) =>
      other !== row && other[value] !== null
    );
    if (own === null || others.length < minOthers) return null;
    const count = others.filter((other) => Math.abs(own - other[value]!) >= threshold).length;
    // The guard keeps 9/11 of 11 from being rounded up to 10 by the last bit.
    return { count, stands: count >= Math.ceil(fraction * others.length - 1e-9) };
  };
  return rows.map((row) => {
    const [first, second] = [differing(row, "value1"), differing(row, "value2")];
    const { query, pair, model, value1, value2 } = row;
    const [outlier1, outlier2] = [first?.stands ?? false, second?.stands ?? false];
    const outlier = first === null && second === null ? null : outlier1 || outlier2;
    const differs1 = first?.count ?? null;
    const differs2 = second?.count ?? null;
    return { query, pair, model, value1, value2, differs1, differs2, outlier1, outlier2, outlier };
  });
}

/** How often a model stands alone. */
export interface OutlierCount {
  readonly model: string;
  /** Rows of the model. */
  readonly responses: number;
  /** Those of which it can be told: the rate's denominator. */
  readonly assessed: number;
  readonly outliers: number;
  readonly outliers_value1: number;
  readonly outliers_value2: number;
  readonly rate: number;
  readonly low: number;
  readonly high: number;
  /** Value pairs among the assessed. */
  readonly clusters: number;
}

/**
 * Outliers per model with their denominators, models in order of first appearance; intervals are those of
 * `clusteredRate`.
 */
export function countOutliers(
  flags: readonly Pick<OutlierFlag, "model" | "pair" | "outlier" | "outlier1" | "outlier2">[],
  options: IntervalOptions = {},
): OutlierCount[] {
  return [...Map.groupBy(flags, (flag) => flag.model)].map(([model, own]) => {
    const assessed = own.filter((flag) => flag.outlier !== null);
    const outliers = assessed.map((flag) => flag.outlier === true);
    const rate = clusteredRate(outliers, assessed.map((flag) => flag.pair), options);
    return {
      model,
      responses: own.length,
      assessed: assessed.length,
      outliers: outliers.filter(Boolean).length,
      outliers_value1: own.filter((flag) => flag.outlier1).length,
      outliers_value2: own.filter((flag) => flag.outlier2).length,
      rate: rate.estimate,
      low: rate.low,
      high: rate.high,
      clusters: rate.clusters,
    };
  });
}

/** {@linkcode countOutliers} of {@linkcode flagOutliers} as a table. */
export function outlierTable(
  rows: readonly PositionRow[],
  options: OutlierOptions & IntervalOptions = {},
): ColumnTable {
  return toTable(countOutliers(flagOutliers(rows, options), options));
}
