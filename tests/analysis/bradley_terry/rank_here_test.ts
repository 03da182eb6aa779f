import { assertEquals } from "@std/assert";
import { comparisonSet } from "../../../lib/analysis/bradley_terry/mod.ts";
import { rankHere } from "../../../lib/analysis/bradley_terry/rank_here.ts";
import { planted } from "./planted.ts";

Deno.test("rankHere() holds nothing out of few value pairs, and ranks nothing without a contest", async () => {
  const few = comparisonSet(planted("few", 5, 9));
  const none = comparisonSet([]);
  const [ranking, empty] = await rankHere([
    { values: few, ranked: few, splits: 5, replicates: 5 },
    { values: none, ranked: none, splits: 5, replicates: 5 },
  ]);
  assertEquals([ranking!.accuracy, ranking!.strengths.length], [null, few.items.length]);
  assertEquals(empty, { accuracy: null, strengths: [] });
});

Deno.test("rankHere() without replicates gives strengths by name and no intervals", async () => {
  const values = comparisonSet(planted("plain", 8, 200));
  const [ranking] = await rankHere([{ values, ranked: values, splits: 2, replicates: 0 }]);
  assertEquals(ranking!.strengths.map(({ item }) => item), values.items);
  assertEquals(Object.keys(ranking!.strengths[0]!), ["item", "strength"]);
});
