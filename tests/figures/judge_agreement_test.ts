import { assert, assertStringIncludes } from "@std/assert";
import { judgeAgreementFigure } from "../../lib/figures/judge_agreement.ts";

const pair = {
  rater_a: "o3",
  rater_b: "gemini_2_5_pro",
  n: 90,
  agreement: 0.8,
  agreement_low: null,
  agreement_high: null,
  kappa: null,
  kappa_low: null,
  kappa_high: null,
};

Deno.test("judgeAgreementFigure() says that there is no kappa where judges never differ in kind", () => {
  const figure = judgeAgreementFigure([pair], { fleissKappa: 0.415 });
  assertStringIncludes(figure.alt, "80.0 %, kappa none");
  assert(/Fleiss' kappa of all judges: 0\.4[12]\./.test(figure.caption));
  assert(!/NaN|undefined/.test(figure.svg()));
});
