import type { ColumnTable } from "arquero";
import { clusteredMean, pOfZero } from "../clustered.ts";
import type { IntervalOptions } from "../interval.ts";
import { assertOneRowPerCell, type CellRow } from "../rows.ts";
import { toTable } from "../table.ts";
import { benjaminiHochberg, holm } from "./adjust.ts";
import { mcnemar } from "./mcnemar.ts";

/** A number of a response: a position, a score, or a flag as 0 or 1; null where there is none. */
export interface ScoreRow extends CellRow {
  readonly score: number | null;
}

/** Two models on the queries that both have a score for. */
export interface PairedDifference {
  readonly model_a: string;
  readonly model_b: string;
  readonly mean_a: number;
  readonly mean_b: number;
  /** `mean_a - mean_b`, paired by query. */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  /** Queries with both scores. */
  readonly n: number;
  /** Queries with one score only, which are left out. */
  readonly missing: number;
  readonly clusters: number;
  /** Two-sided: `pOfZero`. */
  readonly p: number;
  /** Adjusted over all pairs of models. */
  readonly p_holm: number;
  readonly p_bh: number;
  /** McNemar's test where all scores are 0 or 1, else NaN; it takes queries as independent. */
  readonly p_mcnemar: number;
}

/**
 * Compares every two models on the same queries: the paired difference with an interval and a test clustered on
 * the value pair (Miller 2024), adjusted for the number of pairs by Holm and by Benjamini and Hochberg.
 *
 * @param rows One row per query and model.
 * @returns 66 rows for 12 models, in order of first appearance.
 * @throws {RangeError} If a query has a model twice.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { pairedDifferences } from "./paired_differences.ts";
 *
 * const rows = [[5, 2], [4, 2], [6, 3]].flatMap(([o3, grok], i) => [
 *   { query: `q${i}`, pair: `p${i}`, model: "o3", score: o3! },
 *   { query: `q${i}`, pair: `p${i}`, model: "grok_4", score: grok! },
 * ]);
 * const [row] = pairedDifferences(rows);
 * assert(row?.n === 3 && Math.abs(row.difference - 8 / 3) < 1e-12 && row.p < 0.02);
 * ```
 */
export function pairedDifferences(
  rows: readonly ScoreRow[],
  options: IntervalOptions = {},
): PairedDifference[] {
  assertOneRowPerCell(rows);
  const models = [...Map.groupBy(rows, (row) => row.model)].map(([model, own]) => ({
    model,
    scores: new Map(own.flatMap((row) => row.score === null ? [] : [[row.query, row] as const])),
  }));
  const flags = rows.every(({ score }) => score === null || score === 0 || score === 1);
  const found = models.flatMap((a, i) =>
    models.slice(i + 1).map((b) => compare(a, b, flags, options))
  );
  const pValues = found.map(({ p }) => p);
  const [byHolm, byBh] = [holm(pValues), benjaminiHochberg(pValues)];
  return found.map((row, i) => ({ ...row, p_holm: byHolm[i]!, p_bh: byBh[i]! }));
}

interface Scored {
  readonly model: string;
  readonly scores: ReadonlyMap<string, ScoreRow>;
}

function compare(
  a: Scored,
  b: Scored,
  flags: boolean,
  options: IntervalOptions,
): Omit<PairedDifference, "p_holm" | "p_bh"> {
  const shared = [...a.scores.values()].filter((row) => b.scores.has(row.query));
  const n = shared.length;
  const first = shared.map((row) => row.score!);
  const second = shared.map((row) => b.scores.get(row.query)!.score!);
  const differences = first.map((x, i) => x - second[i]!);
  const mean = clusteredMean(differences, shared.map((row) => row.pair), options);
  return {
    model_a: a.model,
    model_b: b.model,
    mean_a: first.reduce((sum, x) => sum + x, 0) / n,
    mean_b: second.reduce((sum, x) => sum + x, 0) / n,
    difference: mean.estimate,
    low: mean.low,
    high: mean.high,
    n,
    missing: a.scores.size + b.scores.size - 2 * n,
    clusters: mean.clusters,
    p: pOfZero(mean),
    p_mcnemar: flags
      ? mcnemar(
        differences.filter((d) => d === 1).length,
        differences.filter((d) => d === -1).length,
      )
      : NaN,
  };
}

/** {@linkcode pairedDifferences} as a table. */
export function pairedDifferenceTable(
  rows: readonly ScoreRow[],
  options: IntervalOptions = {},
): ColumnTable {
  return toTable(pairedDifferences(rows, options));
}
