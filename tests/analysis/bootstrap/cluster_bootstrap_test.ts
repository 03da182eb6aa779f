import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { clusterBootstrap } from "../../../lib/analysis/bootstrap/cluster_bootstrap.ts";
import { clusterSums, meanSums } from "../../../lib/analysis/bootstrap/cluster_sums.ts";
import { clusteredMean } from "../../../lib/analysis/clustered.ts";
import { Random } from "../../../lib/study/random.ts";

Deno.test("clusterBootstrap() gives the same bits from any number of workers", async () => {
  const random = new Random(1);
  const clusters = 3000;
  const columns = 24;
  const data = Float64Array.from({ length: clusters * columns }, () => random.normal());
  // Large enough that workers are really used.
  const run = (workers: number) =>
    clusterBootstrap({ clusters, columns, data }, { replicates: 301, seed: 9, workers });
  const [none, one, three] = [await run(0), await run(1), await run(3)];
  assertEquals(none.length, 301);
  assertEquals(one, none);
  assertEquals(three, none);
});

Deno.test("clusterBootstrap() spreads as far as the clustered standard error says", async () => {
  const random = new Random(2);
  const labels = Array.from({ length: 600 }, (_, i) => Math.floor(i / 3));
  const shared = labels.map((c) => new Random("cluster", c).normal());
  const values = shared.map((x) => x + random.normal());
  const means = (await clusterBootstrap(meanSums(values, labels))).map(([sum, n]) => sum! / n!);
  const center = means.reduce((a, b) => a + b) / means.length;
  const sd = Math.sqrt(means.reduce((sum, x) => sum + (x - center) ** 2, 0) / (means.length - 1));
  const { standardError, estimate } = clusteredMean(values, labels);
  assertAlmostEquals(sd, standardError, 0.06 * standardError);
  assertAlmostEquals(center, estimate, 0.1 * standardError);
});

Deno.test("clusterBootstrap() draws whole clusters", async () => {
  const sums = clusterSums(["a", "a", "a", "b"], 2, (i, row) => row[i < 3 ? 0 : 1]! += 1);
  const totals = await clusterBootstrap(sums, { replicates: 200 });
  assert(totals.every(([a, b]) => a! % 3 === 0 && a! / 3 + b! === 2));
});

Deno.test("clusterBootstrap() rejects nothing to draw from, and options that are no counts", async () => {
  const sums = meanSums([1], ["a"]);
  await assertRejects(() => clusterBootstrap(meanSums([], [])), RangeError, "at least one cluster");
  await assertRejects(() => clusterBootstrap(sums, { replicates: 0 }), RangeError, "found 0");
  await assertRejects(() => clusterBootstrap(sums, { workers: -1 }), RangeError, "found -1");
});
