import { assertAlmostEquals, assertEquals } from "@std/assert";
import { agreementSums, ratedTwice } from "../../../lib/analysis/agreement/agreement_sums.ts";
import { ratingsOfTable } from "./examples.ts";

const table = [["x", "x", "y"], ["x", null, null], [null, null, null], ["y", "y", "y"]];

Deno.test("agreementSums() sums units, agreement and shares per cluster", () => {
  const sums = agreementSums(ratingsOfTable(table, ["x", "y"], (u) => u < 3 ? "p" : "q"));
  assertEquals([sums.clusters, sums.columns], [2, 5]);
  const expected = [1, 1 / 3, 2, 2 / 3 + 1, 1 / 3, 1, 1, 1, 0, 1];
  expected.forEach((value, i) => assertAlmostEquals(sums.data[i]!, value, 1e-12));
});

Deno.test("ratedTwice() leaves out units with fewer than two ratings", () => {
  assertEquals(ratedTwice(ratingsOfTable(table)), 2);
});
