import { assert, assertEquals, assertThrows } from "@std/assert";
import { flagOutliers, type OutlierFlag } from "../../lib/analysis/outliers.ts";
import { inTellingOrder, tellingOutliers } from "../../lib/notebook/telling_outliers.ts";

/** A query on which the first model stands alone among others at these positions. */
function query(id: string, own: readonly [string, number], others: readonly number[]) {
  const row = (model: string, value1: number) => ({
    query: id,
    pair: id,
    model,
    value1,
    value2: null,
  });
  return flagOutliers([row(...own), ...others.map((value, i) => row(`other_${i}`, value))]);
}

const names = (outliers: readonly { readonly flag: OutlierFlag }[]) =>
  outliers.map(({ flag }) => `${flag.query} ${flag.model}`);

Deno.test("tellingOutliers() takes first what differs from most others, then what is farthest from them", () => {
  const queries = [
    query("a", ["m", 5], [1, 1, 1, 1]),
    query("b", ["m", 6], [1, 1, 1, 1]),
    query("c", ["m", 5], [1, 1, 1, 1, 1]),
    query("d", ["m", 6], [1, 1, 1, 1, 3]),
    query("e", ["m", 3], [3, 3, 3, 3]),
  ];
  const { chosen, counts } = tellingOutliers(queries, 10);
  // Four of five others are below the nine elevenths that make an outlier.
  assertEquals(names(chosen), ["c m", "b m", "a m"]);
  assertEquals([...counts], [["m", 3]]);
  assertEquals(names(inTellingOrder(chosen.toReversed())), ["c m", "b m", "a m"]);
  assertEquals(
    chosen[0]!.others.map(({ model }) => model).join(),
    [0, 1, 2, 3, 4].map((i) => `other_${i}`).join(),
  );
});

Deno.test("tellingOutliers() lets models take turns", () => {
  const queries = [
    ...Array.from({ length: 20 }, (_, i) => query(`many ${10 + i}`, ["often", 6], [0, 0, 0, 0])),
    query("few 1", ["rare", 5], [1, 1, 1]),
    query("few 2", ["rare", 5], [1, 1, 1]),
  ];
  const { chosen, counts } = tellingOutliers(queries, 5);
  assertEquals(names(chosen), [
    "many 10 often",
    "few 1 rare",
    "many 11 often",
    "few 2 rare",
    "many 12 often",
  ]);
  assertEquals([...counts], [["often", 20], ["rare", 2]]);
});

Deno.test("tellingOutliers() forgets none of the best among many thousands, in any order", () => {
  const best = Array.from({ length: 30 }, (_, i) => query(`best ${10 + i}`, ["m", 6], [0, 0, 0]));
  const rest = Array.from({ length: 3_000 }, (_, i) => query(`rest ${i}`, ["m", 5], [1, 1, 1]));
  for (const queries of [[...best, ...rest], [...rest, ...best]]) {
    const { chosen, counts } = tellingOutliers(queries, 30);
    assertEquals(names(chosen), best.map((_, i) => `best ${10 + i} m`));
    assertEquals(counts.get("m"), 3_030);
  }
});

Deno.test("tellingOutliers() takes no outliers, and refuses to choose none", () => {
  const { chosen, counts } = tellingOutliers([], 1);
  assert(chosen.length === 0 && counts.size === 0);
  assertThrows(() => tellingOutliers([], 0), RangeError, "Expected most to be a positive integer");
});
