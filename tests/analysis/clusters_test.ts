import { assertEquals, assertThrows } from "@std/assert";
import { assertSameLength, clusterIndex } from "../../lib/analysis/clusters.ts";

Deno.test("clusterIndex() numbers labels in order of first appearance", () => {
  const { of, count } = clusterIndex(["b", "a", "b", 1, "1"]);
  assertEquals([...of], [0, 1, 0, 2, 3]);
  assertEquals(count, 4);
});

Deno.test("clusterIndex() of nothing has no clusters", () => {
  assertEquals(clusterIndex([]).count, 0);
});

Deno.test("assertSameLength() says both lengths", () => {
  assertSameLength([1], ["a"]);
  assertThrows(() => assertSameLength([1, 2], ["a"]), RangeError, "2 values and 1 clusters");
});
