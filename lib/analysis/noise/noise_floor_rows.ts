import { clusteredMean } from "../clustered.ts";
import { clusteredRate } from "../clustered_rate.ts";
import type { IntervalOptions } from "../interval.ts";
import {
  correctedDisagreement,
  type Noise,
  noiseOf,
  type PositionDraw,
  varianceOfMean,
} from "./corrected_disagreement.ts";
import { noiseFloor } from "./noise_floor.ts";

/** A kind of disagreement over a study's queries. */
export interface NoiseFloorStep {
  readonly kind: "seen" | "noise alone" | "after noise is taken off";
  /** Mean disagreement, 0 to 3. */
  readonly mean: number;
  /** Clustered on the value pair; null for noise alone, which is computed and not measured. */
  readonly low: number | null;
  readonly high: number | null;
  /** The share of queries at or above the threshold. */
  readonly above: number;
  readonly n: number;
}

/**
 * The disagreement that was seen, what noise alone would show of as many models with as many draws
 * ({@linkcode noiseFloor}), and what is left ({@linkcode correctedDisagreement}).
 *
 * @param draws All judgings of all answers; some must be repeated.
 * @param options `threshold`: the least that is high disagreement (default: the paper's 1.5).
 * @throws {RangeError} If nothing is repeated, or no query has two models with a position.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { noiseFloorRows } from "./noise_floor_rows.ts";
 *
 * // Two judgings of each answer differ by 1: the judge's variance is 0.5.
 * const draws = [0, 4].flatMap((value) => [0, 1].map((shift) => ({
 *   ...{ query: "q", pair: "p", model: `m${value}`, sample: 0 },
 *   ...{ value1: value + shift, value2: 3 + shift },
 * })));
 * const [seen, noise, left] = noiseFloorRows(draws);
 * assert(seen!.mean === 2 && noise!.mean < 0.6 && left!.mean < 2 && left!.mean > 1.9);
 * ```
 */
export function noiseFloorRows(
  draws: readonly PositionDraw[],
  options: IntervalOptions & { readonly threshold?: number } = {},
): NoiseFloorStep[] {
  const { threshold = 1.5 } = options;
  const noise: [Noise, Noise] = [noiseOf(draws, "value1"), noiseOf(draws, "value2")];
  const rows = correctedDisagreement(draws, noise);
  if (rows.length === 0) {
    throw new RangeError("Expected a query with positions of two models but found none");
  }
  const pairs = rows.map((row) => row.pair);
  const measured = (
    kind: NoiseFloorStep["kind"],
    of: "disagreement" | "corrected",
  ): NoiseFloorStep => {
    const values = rows.map((row) => row[of]);
    const { estimate: mean, low, high, n } = clusteredMean(values, pairs, options);
    const above = clusteredRate(values.map((value) => value >= threshold), pairs, options).estimate;
    const interval = Number.isNaN(low) ? { low: null, high: null } : { low, high };
    return { kind, mean, ...interval, above, n };
  };
  const floors = rows.map((row) => row.models).sort((a, b) => a - b);
  const floor = noiseFloor(Math.sqrt(variancePerModel(draws, noise)), {
    models: floors[floors.length >> 1]!,
    threshold,
  });
  return [
    measured("seen", "disagreement"),
    { kind: "noise alone", ...floor, low: null, high: null, n: rows.length },
    measured("after noise is taken off", "corrected"),
  ];
}

/** The mean noise variance of a model's position on a query, which is the mean of its draws; both values together. */
function variancePerModel(draws: readonly PositionDraw[], noise: readonly [Noise, Noise]): number {
  const scored = draws.filter((draw) => draw.value1 !== null && draw.value2 !== null);
  const cells = [
    ...Map.groupBy(scored, (draw) => JSON.stringify([draw.query, draw.model])).values(),
  ];
  const sum = cells.reduce(
    (total, own) => total + varianceOfMean(own, noise[0]) + varianceOfMean(own, noise[1]),
    0,
  );
  return sum / (2 * cells.length);
}
