import { assert, assertAlmostEquals } from "@std/assert";
import { fleissKappa } from "../../../lib/analysis/agreement/fleiss_kappa.ts";
import { vectors } from "../vectors.ts";
import {
  type AgreementCase,
  FLEISS_EXAMPLE,
  KRIPPENDORFF_2011,
  ratingsOfTable,
  threeJudges,
} from "./examples.ts";

Deno.test("fleissKappa() of the textbook's 10 subjects and 14 raters is 0.210", () => {
  assertAlmostEquals(fleissKappa(ratingsOfTable(FLEISS_EXAMPLE)).estimate, 0.20993, 5e-6);
});

Deno.test("fleissKappa() agrees with statsmodels, and with irrCAC where ratings are missing", () => {
  for (
    const { ratings, categories, fleiss, fleissMissing } of vectors<AgreementCase>("agreement")
  ) {
    const { estimate } = fleissKappa(ratingsOfTable(ratings, categories));
    assertAlmostEquals(estimate, fleissMissing, 1e-10);
    if (fleiss !== undefined) assertAlmostEquals(estimate, fleiss, 1e-10);
  }
});

Deno.test("fleissKappa() of Gwet's (2014) table is 0.7612", () => {
  assertAlmostEquals(fleissKappa(ratingsOfTable(KRIPPENDORFF_2011)).estimate, 0.7612, 5e-5);
});

Deno.test("fleissKappa() falls with prevalence alone: .64, .53, .39, .25 at 50, 80, 90, 95 %", () => {
  const kappas = ([[1, 1], [4, 1], [9, 1], [19, 1]] as [number, number][]).map((odds) =>
    fleissKappa(ratingsOfTable(threeJudges(odds))).estimate.toFixed(2)
  );
  assert(kappas.join() === "0.64,0.53,0.39,0.25", kappas.join());
});

Deno.test("fleissKappa() is less sure when its units are of few pairs", () => {
  const table = FLEISS_EXAMPLE.concat(FLEISS_EXAMPLE);
  const alone = fleissKappa(ratingsOfTable(table));
  const paired = fleissKappa(ratingsOfTable(table, undefined, (u) => `p${u % 10}`));
  assertAlmostEquals(alone.estimate, paired.estimate, 1e-12);
  assert(paired.standardError > 1.3 * alone.standardError);
  assert(paired.low < paired.estimate && paired.estimate < paired.high && paired.high <= 1);
});

Deno.test("fleissKappa() is undefined where only one category is used", () => {
  assert(Number.isNaN(fleissKappa(ratingsOfTable([["x", "x"], ["x", "x"]])).estimate));
});
