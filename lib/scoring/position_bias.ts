import type { Position } from "../study/position.ts";
import { type MeanShift, meanShift } from "./mean_shift.ts";

/** How much a judge's placements move with the place at which a response is shown. */
export interface PositionBiasRow {
  readonly judge: string;
  /** The place, from 0. */
  readonly place: number;
  /** Shift on the first value, in steps. */
  readonly value1: MeanShift;
  /** Shift on the second value, in steps. */
  readonly value2: MeanShift;
}

/**
 * Position bias: per judge and place, the mean difference between the positions given at that place and the mean of
 * the same judging (a query, sample, judge and repeat). Since the order of responses is random, an unbiased judge
 * has shifts of 0 at every place, whatever the responses; judgings of a single response say nothing and are left out.
 *
 * @param positions All judgings; those without a position are passed over.
 * @returns Rows by judge in order of appearance, then by place.
 */
export function positionBias(positions: Iterable<Position>): PositionBiasRow[] {
  const placed = Array.from(positions).filter((p) => p.place !== null && p.value1 !== null);
  const judgings = Map.groupBy(
    placed,
    (p) => JSON.stringify([p.query, p.sample, p.judge, p.repeat]),
  );
  const shifts = new Map<
    string,
    Map<number, { query: string; value1: number; value2: number }[]>
  >();
  for (const judging of judgings.values()) {
    if (judging.length < 2) continue;
    const mean = (value: "value1" | "value2") =>
      judging.reduce((sum, p) => sum + p[value]!, 0) / judging.length;
    const means = { value1: mean("value1"), value2: mean("value2") };
    for (const { judge, place, query, value1, value2 } of judging) {
      const places = getOrAdd(shifts, judge, () => new Map());
      getOrAdd(places, place!, () => []).push({
        query,
        value1: value1! - means.value1,
        value2: value2! - means.value2,
      });
    }
  }
  return [...shifts].flatMap(([judge, places]) =>
    [...places].sort(([a], [b]) => a - b).map(([place, list]): PositionBiasRow => ({
      judge,
      place,
      value1: meanShift(list.map(({ query, value1 }) => ({ query, x: value1 }))),
      value2: meanShift(list.map(({ query, value2 }) => ({ query, x: value2 }))),
    }))
  );
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, value = make());
  return value;
}
