import { assertEquals, assertThrows } from "@std/assert";
import { binOf, disagreementBins } from "../../../lib/analysis/comparison/disagreement_bins.ts";

Deno.test("disagreementBins() bears the public dataset's names", () => {
  assertEquals(disagreementBins().map((bin) => bin.name), [
    "std_0.0_to_1.0",
    "std_1.0_to_1.5",
    "std_1.5_to_2.0",
    "std_2.0_to_2.5",
    "std_2.5_to_3.0",
  ]);
});

Deno.test("binOf() puts an edge into the bin that it opens, and the last into the last", () => {
  const bins = disagreementBins();
  assertEquals([0, 0.99, 1, 1.5, 2.5, 3].map((d) => binOf(d, bins)?.low), [0, 0, 1, 1.5, 2.5, 2.5]);
  assertEquals([binOf(-0.1, bins), binOf(3.1, bins), binOf(NaN, bins)], [
    undefined,
    undefined,
    undefined,
  ]);
});

Deno.test("disagreementBins() throws on edges that do not rise", () => {
  assertThrows(() => disagreementBins([0]), RangeError, "found 0");
  assertThrows(() => disagreementBins([0, 1, 1]), RangeError, "found 0, 1, 1");
});
