import type { CellRow } from "../rows.ts";
import { varianceComponents } from "./variance_components.ts";

/** One judging of one sample on both values. */
export interface PositionDraw extends CellRow {
  readonly sample: number;
  readonly value1: number | null;
  readonly value2: number | null;
}

/** The noise of one score. */
export interface Noise {
  /** The variance between answers of one model to the same query. */
  readonly withinModel: number;
  /** The variance between judgings of one answer. */
  readonly judge: number;
}

/** A query's disagreement as seen, and without what noise adds to it. */
export interface CorrectedDisagreement {
  readonly query: string;
  readonly pair: string;
  /** Models with a position on both values. */
  readonly models: number;
  /** Max over the two values of the population SD of the models' mean positions. */
  readonly disagreement: number;
  /** The same after the noise variance is taken off each value's variance; 0 where noise explains all. */
  readonly corrected: number;
}

/**
 * Disagreement corrected for noise: the expected part of noise, (m - 1) / m times the mean over the m models of
 * the variance of a model's mean, is taken off each value's population variance before root and maximum. The
 * noise is that of all queries together, so that a query needs no repeats of its own. The maximum of two
 * corrected SDs still errs upwards a little; for the disagreement of *selected* queries see `selectAndReport`.
 *
 * @param draws All judgings of all answers.
 * @param noise The noise per value. Without it, the draws' own `varianceComponents` (those below 0 as 0), for
 * which answers or judgings must be repeated somewhere.
 * @returns One per query with at least two models that have a position.
 * @throws {RangeError} If nothing is repeated and no noise is given.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { correctedDisagreement } from "./corrected_disagreement.ts";
 *
 * const draws = [2, 4].map((value1) => (
 *   { query: "q", pair: "p", model: `m${value1}`, sample: 0, value1, value2: 3 }
 * ));
 * const noise = { withinModel: 0.5, judge: 0.22 };
 * const [row] = correctedDisagreement(draws, [noise, noise]);
 * assert(row?.disagreement === 1 && Math.abs(row.corrected - 0.8) < 1e-12);
 * ```
 */
export function correctedDisagreement(
  draws: readonly PositionDraw[],
  noise: readonly [Noise, Noise] = [noiseOf(draws, "value1"), noiseOf(draws, "value2")],
): CorrectedDisagreement[] {
  const scored = draws.filter((draw) => draw.value1 !== null && draw.value2 !== null);
  return [...Map.groupBy(scored, (draw) => draw.query)].flatMap(([query, own]) => {
    const models = [...Map.groupBy(own, (draw) => draw.model).values()];
    if (models.length < 2) return [];
    const variances = (["value1", "value2"] as const).map((value, v) => {
      const means = models.map((rows) =>
        rows.reduce((sum, row) => sum + row[value]!, 0) / rows.length
      );
      const expected = models.reduce((sum, rows) => sum + varianceOfMean(rows, noise[v]!), 0);
      return {
        seen: populationVariance(means),
        noise: ((models.length - 1) / models.length ** 2) * expected,
      };
    });
    return [{
      query,
      pair: own[0]!.pair,
      models: models.length,
      disagreement: Math.sqrt(Math.max(...variances.map(({ seen }) => seen))),
      corrected: Math.sqrt(Math.max(0, ...variances.map(({ seen, noise }) => seen - noise))),
    }];
  });
}

/** The noise of the draws of one value. */
export function noiseOf(draws: readonly PositionDraw[], value: "value1" | "value2"): Noise {
  const { withinModel, judge } = varianceComponents(
    draws.map((draw) => ({ ...draw, score: draw[value] })),
  );
  if (Number.isNaN(withinModel.estimate) && Number.isNaN(judge.estimate)) {
    throw new RangeError("Expected repeated answers or judgings, or a noise, but found neither");
  }
  const positive = (estimate: number) => Number.isNaN(estimate) ? 0 : Math.max(0, estimate);
  return { withinModel: positive(withinModel.estimate), judge: positive(judge.estimate) };
}

/** The noise variance of a model's mean over its answers and their judgings. */
export function varianceOfMean(
  draws: readonly PositionDraw[],
  { withinModel, judge }: Noise,
): number {
  const samples = [...Map.groupBy(draws, (draw) => draw.sample).values()];
  const squares = samples.reduce((sum, sample) => sum + sample.length ** 2, 0);
  return (withinModel * squares) / draws.length ** 2 + judge / draws.length;
}

function populationVariance(values: readonly number[]): number {
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  return values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
}
