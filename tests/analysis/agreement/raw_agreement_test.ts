import { assertAlmostEquals, assertEquals } from "@std/assert";
import { prevalence, rawAgreement } from "../../../lib/analysis/agreement/raw_agreement.ts";
import { vectors } from "../vectors.ts";
import { type AgreementCase, ratingsOfTable, threeJudges } from "./examples.ts";

Deno.test("rawAgreement() agrees with irrCAC", () => {
  for (const { ratings, categories, raw } of vectors<AgreementCase>("agreement")) {
    assertAlmostEquals(rawAgreement(ratingsOfTable(ratings, categories)).estimate, raw, 1e-10);
  }
});

Deno.test("rawAgreement() of three judges who are right on nine of ten is .82 at any prevalence", () => {
  assertAlmostEquals(rawAgreement(ratingsOfTable(threeJudges([1, 1]))).estimate, 0.82, 1e-12);
  assertAlmostEquals(rawAgreement(ratingsOfTable(threeJudges([9, 1]))).estimate, 0.82, 1e-12);
});

Deno.test("rawAgreement() of judges who always agree is 1, without an interval", () => {
  const { estimate, low, n } = rawAgreement(ratingsOfTable([["x", "x"], ["y", "y"]]));
  assertEquals([estimate, low, n], [1, NaN, 2]);
});

Deno.test("prevalence() is the share of ratings, each unit counting once", () => {
  const shares = prevalence(ratingsOfTable([["x", "x", "y"], ["x", null, null]]));
  assertAlmostEquals(shares.get("x")!, 5 / 6, 1e-12);
  assertAlmostEquals(shares.get("y")!, 1 / 6, 1e-12);
});
