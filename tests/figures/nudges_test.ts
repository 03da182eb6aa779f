import { assert, assertStringIncludes } from "@std/assert";
import { nudgesFigure } from "../../lib/figures/nudges.ts";

const row = {
  nudge: "value1",
  scored: 30,
  disagreement: 1.234,
  low: null,
  high: null,
  clusters: 1,
  mean_value1: 4,
  mean_value2: null,
};

Deno.test("nudgesFigure() tells both means and the disagreement of every nudge, with n", () => {
  const figure = nudgesFigure([{ ...row, nudge: "neutral", scored: 31, clusters: 30 }, row], {
    simulated: true,
  });
  assertStringIncludes(figure.alt, "neutral 4.00 and none, disagreement 1.23");
  assertStringIncludes(figure.svg(), "value 1, nudged to value 1");
  assertStringIncludes(figure.svg().replace(/<[^>]*>/g, " "), "n = 31, 30 queries of 30 value");
  assertStringIncludes(figure.svg(), "SIMULATED DATA");
});

Deno.test("nudgesFigure() says where there is no number", () => {
  const svg = nudgesFigure([row]).svg();
  assertStringIncludes(svg, "no data");
  assert(!/NaN|undefined|null/.test(svg));
});
