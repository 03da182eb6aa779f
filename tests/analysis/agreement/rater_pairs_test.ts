import { assertAlmostEquals, assertEquals } from "@std/assert";
import { raterPairs } from "../../../lib/analysis/agreement/rater_pairs.ts";
import { vectors } from "../vectors.ts";
import { type AgreementCase, ratingsOfTable } from "./examples.ts";

Deno.test("raterPairs() gives Cohen's kappa of statsmodels", () => {
  for (const { ratings, categories, cohen } of vectors<AgreementCase>("agreement")) {
    assertAlmostEquals(raterPairs(ratingsOfTable(ratings, categories))[0]!.kappa, cohen, 1e-10);
  }
});

Deno.test("raterPairs() of Cohen's (1960) worked table is .492 at .70 raw", () => {
  // Proportions .44 .07 .09 / .05 .20 .05 / .01 .03 .06, over 200 units.
  const counts = [[88, 14, 18], [10, 40, 10], [2, 6, 12]];
  const table = counts.flatMap((row, a) =>
    row.flatMap((count, b) => Array.from({ length: count }, () => [a, b]))
  );
  const [pair] = raterPairs(ratingsOfTable(table));
  assertAlmostEquals(pair!.agreement, 0.7, 1e-12);
  assertAlmostEquals(pair!.kappa, 0.492, 5e-4);
});

Deno.test("raterPairs() compares every two raters on what both rated", () => {
  const pairs = raterPairs(ratingsOfTable([["x", "x", null], ["y", "x", "x"], ["y", null, "y"]]));
  assertEquals(pairs.map((p) => [p.rater_a, p.rater_b, p.n, p.agreement]), [
    ["r0", "r1", 2, 0.5],
    ["r0", "r2", 2, 0.5],
    ["r1", "r2", 1, 1],
  ]);
});
