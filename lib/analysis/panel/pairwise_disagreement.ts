import { clusteredMean } from "../clustered.ts";
import { clusterIndex } from "../clusters.ts";
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
  const queries = clusterIndex(rows.map((row) => row.query));
  const pairs = clusterIndex(rows.map((row) => row.pair)).of;
  const models = new Map<string, ModelRows>();
  rows.forEach(({ model, value1, value2 }, i) => {
    if (value1 === null || value2 === null) return;
    let own = models.get(model);
    if (own === undefined) {
      own = { model, rows: [], at: new Int32Array(queries.count).fill(-1) };
      models.set(model, own);
    }
    own.rows.push(i);
    own.at[queries.of[i]!] = i;
  });
  return [...models.values()].flatMap((a, i, all) =>
    all.slice(i + 1).map((b): ModelPair => {
      const means: number[] = [];
      const clusters: number[] = [];
      let widest = 0;
      for (const row of a.rows) {
        const at = b.at[queries.of[row]!]!;
        if (at < 0) continue;
        const [own, other] = [rows[row]!, rows[at]!];
        const first = Math.abs(own.value1! - other.value1!);
        const second = Math.abs(own.value2! - other.value2!);
        means.push((first + second) / 2);
        clusters.push(pairs[row]!);
        widest += Math.max(first, second) / 2;
      }
      const mean = clusteredMean(means, clusters, options);
      return {
        model_a: a.model,
        model_b: b.model,
        distance: mean.estimate,
        low: mean.low,
        high: mean.high,
        disagreement: widest / means.length,
        n: mean.n,
        clusters: mean.clusters,
      };
    })
  );
}

/** A model's rows that have positions on both values. */
interface ModelRows {
  readonly model: string;
  readonly rows: number[];
  /** By the number of the query its row; -1 where it has none. */
  readonly at: Int32Array;
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
