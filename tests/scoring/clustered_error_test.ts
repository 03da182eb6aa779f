import { assertAlmostEquals, assertEquals } from "@std/assert";
import { clusteredError } from "../../lib/scoring/clustered_error.ts";

Deno.test("clusteredError() of clusters of one is the sample's standard error", () => {
  const values = [1, 2, 4, 9];
  const mean = 4;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 3;
  assertAlmostEquals(
    clusteredError(values.map((x) => x - mean), 4),
    Math.sqrt(variance / 4),
    1e-12,
  );
});

Deno.test("clusteredError() tells nothing of fewer than two clusters", () => {
  assertEquals([clusteredError([], 0), clusteredError([0], 3)], [NaN, NaN]);
});
