import { clusteredMean } from "../clustered.ts";
import type { IntervalOptions } from "../interval.ts";
import { assertOneRowPerCell, type PositionRow } from "../rows.ts";

/** How far two models stand apart. */
export interface ModelPair {
  readonly model_a: string;
  readonly model_b: string;
  /** The mean distance on the 0-6 scale, over both values and all queries on which both have a position. */
  readonly distance: number;
  readonly low: number;
  readonly high: number;
  /** The mean disagreement of the two: per query the larger distance, halved (a population SD of two). */
  readonly disagreement: number;
  readonly n: number;
  readonly clusters: number;
}

/**
 * The distance of every two models, with intervals clustered on the value pair.
 *
 * @param rows One row per query and model.
 * @returns Every pair once, in order of first appearance.
 * @throws {RangeError} If a query has a model twice.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { pairwiseDisagreement } from "./pairwise_disagreement.ts";
 *
 * const [row] = pairwiseDisagreement([
 *   { query: "q", pair: "p", model: "o3", value1: 6, value2: 2 },
 *   { query: "q", pair: "p", model: "grok_4", value1: 2, value2: 4 },
 * ]);
 * assert(row?.distance === 3 && row.disagreement === 2);
 * ```
 */
export function pairwiseDisagreement(
  rows: readonly PositionRow[],
  options: IntervalOptions = {},
): ModelPair[] {
  assertOneRowPerCell(rows);
  const scored = rows.filter((row) => row.value1 !== null && row.value2 !== null);
  const models = [...Map.groupBy(scored, (row) => row.model)].map(([model, own]) => ({
    model,
    rows: new Map(own.map((row) => [row.query, row])),
  }));
  return models.flatMap((a, i) =>
    models.slice(i + 1).map((b): ModelPair => {
      const shared = [...a.rows.values()].filter((row) => b.rows.has(row.query));
      const gaps = shared.map((row) => {
        const other = b.rows.get(row.query)!;
        return [
          Math.abs(row.value1! - other.value1!),
          Math.abs(row.value2! - other.value2!),
        ] as const;
      });
      const mean = clusteredMean(
        gaps.map(([first, second]) => (first + second) / 2),
        shared.map((row) => row.pair),
        options,
      );
      return {
        model_a: a.model,
        model_b: b.model,
        distance: mean.estimate,
        low: mean.low,
        high: mean.high,
        disagreement: gaps.reduce((sum, gap) => sum + Math.max(...gap) / 2, 0) / gaps.length,
        n: mean.n,
        clusters: mean.clusters,
      };
    })
  );
}

/** Distances as a square, symmetric table. */
export interface DistanceMatrix {
  readonly names: readonly string[];
  readonly distances: readonly (readonly number[])[];
}

/** The table of {@linkcode pairwiseDisagreement}, names in order of first appearance. */
export function distanceMatrix(
  pairs: readonly { model_a: string; model_b: string; distance: number }[],
): DistanceMatrix {
  const names = [...new Set(pairs.flatMap((pair) => [pair.model_a, pair.model_b]))];
  const places = new Map(names.map((name, i) => [name, i]));
  const distances = names.map(() => new Array<number>(names.length).fill(0));
  for (const { model_a, model_b, distance } of pairs) {
    const [a, b] = [places.get(model_a)!, places.get(model_b)!];
    distances[a]![b] = distance;
    distances[b]![a] = distance;
  }
  return { names, distances };
}
