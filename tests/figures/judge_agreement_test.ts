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

Deno.test("judgeAgreementFigure() tells that published agreement is of compliant or not", () => {
  const known = { ...pair, rater_b: "claude_sonnet_4" };
  const three = judgeAgreementFigure([known], { published: true });
  assertStringIncludes(three.caption, "do not compare");
  const two = judgeAgreementFigure([known], { published: true, binary: true });
  assert(!two.caption.includes("do not compare"));
  assertStringIncludes(two.svg(), "(compliant or not)");
});

Deno.test("judgeAgreementFigure() never writes NaN", () => {
  const none = { ...pair, kappa: NaN, kappa_low: NaN, kappa_high: NaN, agreement_low: NaN };
  const figure = judgeAgreementFigure([none], { fleissKappa: NaN });
  assert(!/NaN/.test(figure.svg() + figure.caption + figure.alt));
});
