import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  type Comparison,
  comparisonSet,
  rankAtOnce,
  rankIntervals,
  ranksOf,
} from "../../../lib/analysis/bradley_terry/mod.ts";
import { Random } from "../../../lib/study/random.ts";
import { games } from "./baseball.ts";

const TRUTH = [1.5, 0.9, 0.8, 0, -0.6, -2.6];

/** Contests of six items of known strength, three to a pair, with a nudge of 0.8. */
function contests(pairs: number, seed: string): Comparison[] {
  const random = new Random(seed);
  return Array.from({ length: pairs }, (_, p) => {
    const [a, b] = random.shuffle(TRUTH.map((_, i) => i)) as [number, number];
    return (["neutral", "value1", "value2"] as const).map((nudge): Comparison => {
      const lean = nudge === "value1" ? 0.8 : nudge === "value2" ? -0.8 : 0;
      const odds = 1 / (1 + Math.exp(-(TRUTH[a]! - TRUTH[b]! + lean)));
      return {
        first: `v${a}`,
        second: `v${b}`,
        outcome: random.next() < odds ? 1 : 0,
        nudge,
        pair: `p${p}`,
      };
    });
  }).flat();
}

Deno.test("rankIntervals() finds the planted order, with intervals that hold it", async () => {
  const { items, nudge, nudge_low, nudge_high } = await rankIntervals(
    comparisonSet(contests(600, "planted")),
    {
      ridge: 0.1,
    },
  );
  for (const row of items) {
    const truth = Number(row.item.slice(1)) + 1;
    assert(
      row.rank_low <= truth && truth <= row.rank_high,
      `${row.item}: ${row.rank_low} to ${row.rank_high}`,
    );
    assert(row.rank_low <= row.rank && row.rank <= row.rank_high);
    assert(row.strength_low < row.strength && row.strength < row.strength_high);
  }
  const clear = items.find((row) => row.item === "v5")!;
  assertEquals([clear.rank_low, clear.rank_high], [6, 6]);
  assert(nudge_low < 0.8 && 0.8 < nudge_high && Math.abs(nudge - 0.8) < 0.2, `nudge ${nudge}`);
  assertEquals(items.reduce((sum, row) => sum + row.n, 0), 2 * 1800);
});

Deno.test("rankIntervals() gives the same bits from any number of workers", async () => {
  const set = comparisonSet(contests(400, "workers"));
  const run = (workers: number) => rankIntervals(set, { replicates: 170, workers });
  assertEquals(await run(2), await run(0));
  assertEquals(rankAtOnce(set, { replicates: 170 }), await run(0));
});

Deno.test("rankIntervals() orders the teams as published, Milwaukee first", async () => {
  const { items } = await rankIntervals(comparisonSet(games(true)), {
    replicates: 20,
    ridge: 0.01,
  });
  assertEquals(items.map((row) => row.item), [
    "Milwaukee",
    "Detroit",
    "Toronto",
    "New York",
    "Boston",
    "Cleveland",
    "Baltimore",
  ]);
});

Deno.test("ranksOf() gives 1 to the largest and equals in the order given", () => {
  assertEquals([...ranksOf([0, 2, 0, 5])], [3, 2, 4, 1]);
});

Deno.test("rankIntervals() rejects nothing to rank", async () => {
  await assertRejects(
    () => rankIntervals(comparisonSet([])),
    RangeError,
    "at least one comparison",
  );
  assertThrows(() => rankAtOnce(comparisonSet([])), RangeError, "at least one comparison");
});
