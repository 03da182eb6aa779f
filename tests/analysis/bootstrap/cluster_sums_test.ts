import { assertEquals, assertThrows } from "@std/assert";
import { clusterSums, meanSums, totalsOf } from "../../../lib/analysis/bootstrap/cluster_sums.ts";

Deno.test("clusterSums() adds observations into their clusters' rows", () => {
  const sums = clusterSums(["b", "a", "b"], 2, (i, row) => {
    row[0]! += i;
    row[1]! += 1;
  });
  assertEquals([sums.clusters, sums.columns, [...sums.data]], [2, 2, [2, 2, 1, 1]]);
  assertEquals([...totalsOf(sums)], [3, 3]);
});

Deno.test("meanSums() sums and counts, and throws when a value has no cluster", () => {
  assertEquals([...meanSums([5, 1, 2], ["a", "b", "a"]).data], [7, 2, 1, 1]);
  assertThrows(() => meanSums([1], []), RangeError, "1 values and 0 clusters");
});
