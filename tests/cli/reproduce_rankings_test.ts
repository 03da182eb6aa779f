import { assertEquals } from "@std/assert";
import { valueRankings } from "../../lib/cli/reproduce_rankings.ts";
import { positionRowsOf } from "../../lib/published/position_table.ts";
import { smallTable } from "../published/small_table.ts";

/** The model always holds to the alphabet. */
function planted(names: number) {
  const value = (i: number) => `value ${String.fromCharCode(97 + i)}${i}`;
  const pairs = Array.from({ length: names }, (_, i) => i).flatMap((i) =>
    Array.from(
      { length: Math.min(11, names - 1 - i) },
      (_, j) => [value(i), value(i + 1 + j)] as const,
    )
  );
  const table = smallTable({ o3: pairs.map(() => [6, 0] as const) }, pairs);
  return { table, rows: positionRowsOf(table), judged: null, categories: null };
}

Deno.test("valueRankings() ranks a planted order and gives every rank its interval", async () => {
  const { tables } = await valueRankings(planted(12));
  const ranking = tables[1]![1].objects() as {
    item: string;
    rank: number;
    rank_low: number;
    rank_high: number;
  }[];
  assertEquals(ranking.map((row) => row.item), ranking.map((row) => row.item).toSorted());
  assertEquals(ranking.map((row) => row.rank), Array.from({ length: 12 }, (_, i) => i + 1));
  for (const row of ranking) {
    assertEquals(row.rank_low <= row.rank && row.rank <= row.rank_high, true);
  }
  const [accuracy] = tables[0]![1].objects() as { accuracy: number; splits: number }[];
  assertEquals(accuracy!.splits, 50);
  assertEquals(accuracy!.accuracy > 0.8, true);
});

Deno.test("valueRankings() makes no intervals for more than a hundred items", async () => {
  const { tables } = await valueRankings(planted(110));
  assertEquals(tables[1]![1].columnNames(), ["model", "provider", "item", "strength"]);
});
