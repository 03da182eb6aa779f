import { Random } from "../study/random.ts";
import type { Value, ValuePair } from "../study/value.ts";

/**
 * Draws value pairs at random: two distinct values each, in random order, and no two values together more than
 * once (in either order), so that pairs can serve as the clusters of every interval. Each set of pairs is equally
 * likely (a Fisher-Yates shuffle of all pairs, of which only the part that is needed is kept). Pairs come lazily
 * and in a fixed order: the first pairs of a larger `count` are those of a smaller one, so that a study can be
 * topped up.
 *
 * @param values The values to draw from, at least two.
 * @param count How many pairs, from 0 to `values.length * (values.length - 1) / 2`.
 * @param seed The same seed gives the same pairs.
 * @returns The pairs; their ids are `p000000`, `p000001`, …
 * @throws {RangeError} Where there are not that many pairs.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { drawPairs } from "./pairs.ts";
 *
 * const values = ["candour", "tact", "thrift"].map((name) => ({ name, category: "c", domain: "d" }));
 * const pairs = [...drawPairs(values, 3, 1)];
 * assert(pairs.length === 3 && pairs[0]!.id === "p000000");
 * ```
 */
export function drawPairs(
  values: readonly Value[],
  count: number,
  seed: string | number,
): Generator<ValuePair, void, unknown> {
  const total = values.length * (values.length - 1) / 2;
  if (!Number.isInteger(count) || count < 0 || count > total) {
    throw new RangeError(
      `Expected count to be an integer from 0 to ${total} (the pairs of ${values.length} values) but found ${count}`,
    );
  }
  return draw(values, count, total, new Random(seed, "pairs"));
}

function* draw(
  values: readonly Value[],
  count: number,
  total: number,
  random: Random,
): Generator<ValuePair, void, unknown> {
  const moved = new Map<number, number>();
  for (let drawn = 0; drawn < count; drawn++) {
    const chosen = drawn + random.int(total - drawn);
    const [high, low] = unrank(moved.get(chosen) ?? chosen);
    moved.set(chosen, moved.get(drawn) ?? drawn);
    moved.delete(drawn);
    const [first, second] = random.int(2) === 0 ? [low, high] : [high, low];
    yield {
      id: `p${String(drawn).padStart(6, "0")}`,
      value1: values[first]!,
      value2: values[second]!,
    };
  }
}

/** The pair `[high, low]`, `high > low`, of rank `high * (high - 1) / 2 + low`. */
function unrank(rank: number): [high: number, low: number] {
  let high = Math.floor((1 + Math.sqrt(1 + 8 * rank)) / 2);
  while (high * (high - 1) / 2 > rank) high--;
  while (high * (high + 1) / 2 <= rank) high++;
  return [high, rank - high * (high - 1) / 2];
}
