import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  comparisonSet,
  outOfSample,
  rankIntervals,
  rankValues,
} from "../../../lib/analysis/bradley_terry/mod.ts";
import { planted } from "./planted.ts";

const tasks = ["a", "b", "c"].map((seed) => {
  const values = comparisonSet(planted(seed, 30, 400));
  return { values, ranked: values, splits: 5, replicates: 10 };
});

Deno.test("rankValues() gives the same bits from any number of workers", async () => {
  const large = tasks.map((task) => ({ ...task, splits: 2000 }));
  assertEquals(await rankValues(large, { workers: 2 }), await rankValues(large, { workers: 0 }));
});

Deno.test("rankValues() gives what outOfSample() and rankIntervals() give, by task", async () => {
  const rankings = await rankValues(tasks);
  assertEquals(rankings.length, 3);
  for (const [i, { values, splits, replicates }] of tasks.entries()) {
    assertEquals(rankings[i]!.accuracy, outOfSample(values, { splits }));
    assertEquals(rankings[i]!.strengths, (await rankIntervals(values, { replicates })).items);
  }
});

Deno.test("rankValues() of no model is nothing", async () => {
  assertEquals(await rankValues([]), []);
});

Deno.test("rankValues() stops in the midst of the work, in workers and here", async () => {
  const endless = Array.from({ length: 40 }, () => ({ ...tasks[0]!, splits: 3000 }));
  for (const workers of [2, 0]) {
    const stop = new AbortController();
    const begun = performance.now();
    setTimeout(() => stop.abort(new Error("enough")), 100);
    await assertRejects(
      () => rankValues(endless, { workers, signal: stop.signal }),
      Error,
      "enough",
    );
    assert(performance.now() - begun < 10_000);
  }
});
