import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { gwetAc1 } from "../../../lib/analysis/agreement/gwet_ac1.ts";
import { vectors } from "../vectors.ts";
import { type AgreementCase, KRIPPENDORFF_2011, ratingsOfTable, threeJudges } from "./examples.ts";

Deno.test("gwetAc1() of Gwet's (2014) table is 0.7754", () => {
  assertAlmostEquals(gwetAc1(ratingsOfTable(KRIPPENDORFF_2011)).estimate, 0.7754, 5e-5);
});

Deno.test("gwetAc1() agrees with irrCAC, with and without missing ratings", () => {
  for (const { ratings, categories, ac1 } of vectors<AgreementCase>("agreement")) {
    assertAlmostEquals(gwetAc1(ratingsOfTable(ratings, categories)).estimate, ac1, 1e-10);
  }
});

Deno.test("gwetAc1() does not fall with prevalence", () => {
  const even = gwetAc1(ratingsOfTable(threeJudges([1, 1]))).estimate;
  const skewed = gwetAc1(ratingsOfTable(threeJudges([19, 1]))).estimate;
  assert(skewed > even, `${skewed} at 95 %, ${even} at 50 %`);
});

Deno.test("gwetAc1() counts categories that nobody used", () => {
  const table = [["x", "x"], ["x", "y"]];
  assert(
    gwetAc1(ratingsOfTable(table, ["x", "y", "z"])).estimate >
      gwetAc1(ratingsOfTable(table)).estimate,
  );
});

Deno.test("gwetAc1() of full agreement is 1", () => {
  assertEquals(gwetAc1(ratingsOfTable([["x", "x"], ["y", "y"]])).estimate, 1);
});
