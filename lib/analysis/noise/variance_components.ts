import { type ClusterSums, clusterSums, type Statistic } from "../bootstrap/cluster_sums.ts";
import { jackknife, type JackknifeEstimate } from "../bootstrap/jackknife.ts";
import type { IntervalOptions } from "../interval.ts";
import type { CellRow } from "../rows.ts";

/** One judging of one sample of a model's answer: a position, or any other number; null where there is none. */
export interface DrawRow extends CellRow {
  /** Which answer of the model, from 0. */
  readonly sample: number;
  readonly score: number | null;
}

/** The variance of scores on a query, split by where it arises. */
export interface VarianceComponents {
  /** Between the models' true means on the same query. */
  readonly betweenModel: JackknifeEstimate;
  /** Between answers of one model to the same query. NaN without repeated answers. */
  readonly withinModel: JackknifeEstimate;
  /** Between judgings (judges or repeats) of one answer. NaN without repeated judgings. */
  readonly judge: JackknifeEstimate;
  readonly queries: number;
  /** Judgings that have a score. */
  readonly n: number;
}

/**
 * Splits the variance of scores on the same query into between-model, within-model and judge variance: the
 * nested analysis of variance for unequal numbers (Searle 1971, chapter 11; Henderson's method 1), its sums of
 * squares added over queries, with jackknife intervals clustered on the value pair. Estimates are unbiased and
 * may be below 0. Where answers were not repeated, their variance is part of the between-model one; where
 * judgings were not repeated, theirs is part of the level above.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { varianceComponents } from "./variance_components.ts";
 *
 * // Two models that differ by 2 and never waver.
 * const rows = ["q1", "q2"].flatMap((query) => [1, 3].flatMap((score) => [0, 1].flatMap((sample) =>
 *   [0, 1].map(() => ({ query, pair: query, model: `m${score}`, sample, score }))
 * )));
 * const { betweenModel, withinModel, judge } = varianceComponents(rows);
 * assert(betweenModel.estimate === 2 && withinModel.estimate === 0 && judge.estimate === 0);
 * ```
 */
export function varianceComponents(
  rows: readonly DrawRow[],
  options: IntervalOptions = {},
): VarianceComponents {
  const scored = rows.filter((row) => row.score !== null);
  const queries = [...Map.groupBy(scored, (row) => row.query).values()];
  const sums = squareSums(queries);
  const part = (statistic: Statistic) => jackknife(sums, statistic, options);
  return {
    betweenModel: part(betweenModelOf),
    withinModel: part(withinModelOf),
    judge: part(judgeOf),
    queries: queries.length,
    n: scored.length,
  };
}

/** Columns of {@linkcode squareSums}: sums of squares, and how often each component is expected in them. */
const [
  JUDGE_SS,
  JUDGE_DF,
  SAMPLE_SS,
  SAMPLE_DF,
  SAMPLE_SAMPLE,
  MODEL_SS,
  MODEL_DF,
  MODEL_SAMPLE,
  MODEL_MODEL,
] = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const;

/** The judge variance of the totals of squares; NaN without repeated judgings. */
const judgeOf: Statistic = (totals) =>
  totals[JUDGE_DF] === 0 ? NaN : totals[JUDGE_SS]! / totals[JUDGE_DF]!;

const withinModelOf: Statistic = (totals) =>
  totals[SAMPLE_SAMPLE] === 0
    ? NaN
    : (totals[SAMPLE_SS]! - totals[SAMPLE_DF]! * orZero(judgeOf(totals))) / totals[SAMPLE_SAMPLE]!;

const betweenModelOf: Statistic = (totals) =>
  (totals[MODEL_SS]! - totals[MODEL_DF]! * orZero(judgeOf(totals)) -
    totals[MODEL_SAMPLE]! * orZero(withinModelOf(totals))) / totals[MODEL_MODEL]!;

function orZero(value: number): number {
  return Number.isNaN(value) ? 0 : value;
}

function squareSums(queries: readonly (readonly DrawRow[])[]): ClusterSums {
  return clusterSums(queries.map((query) => query[0]!.pair), 9, (q, row) => {
    const models = [...Map.groupBy(queries[q]!, (draw) => draw.model).values()];
    const all = queries[q]!.length;
    const center = mean(queries[q]!);
    let squaredCounts = 0;
    for (const model of models) {
      const samples = [...Map.groupBy(model, (draw) => draw.sample).values()];
      const own = mean(model);
      const squares = samples.reduce((sum, sample) => sum + sample.length ** 2, 0);
      for (const sample of samples) {
        const middle = mean(sample);
        for (const { score } of sample) row[JUDGE_SS]! += (score! - middle) ** 2;
        row[SAMPLE_SS]! += sample.length * (middle - own) ** 2;
      }
      row[JUDGE_DF]! += model.length - samples.length;
      row[SAMPLE_DF]! += samples.length - 1;
      row[SAMPLE_SAMPLE]! += model.length - squares / model.length;
      row[MODEL_SS]! += model.length * (own - center) ** 2;
      row[MODEL_SAMPLE]! += squares / model.length - squares / all;
      squaredCounts += model.length ** 2;
    }
    row[MODEL_DF]! += models.length - 1;
    row[MODEL_MODEL]! += all - squaredCounts / all;
  });
}

function mean(draws: readonly DrawRow[]): number {
  return draws.reduce((sum, { score }) => sum + score!, 0) / draws.length;
}
