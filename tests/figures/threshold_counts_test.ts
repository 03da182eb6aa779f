import { assert, assertStringIncludes } from "@std/assert";
import { PROVIDER_COLORS } from "../../lib/figures/palette.ts";
import { thresholdCountsFigure } from "../../lib/figures/threshold_counts.ts";

Deno.test("thresholdCountsFigure() gives counts with their denominators, intervals or not", () => {
  const figure = thresholdCountsFigure([
    { set: "all", count: 120, assessed: 400, rate: 0.3, low: 0.25, high: 0.35 },
    { set: "openai", count: 1, assessed: 8, rate: 0.125, low: null, high: null },
  ]);
  assertStringIncludes(figure.caption, "120 of 400");
  assertStringIncludes(figure.caption, "OpenAI 1 of 8");
  assertStringIncludes(figure.svg(), "30.0 %");
  assertStringIncludes(figure.svg(), "12.5 %");
  assert(!/NaN|undefined/.test(figure.svg()));
});

Deno.test("thresholdCountsFigure() gives all models no provider's colour", () => {
  const svg = thresholdCountsFigure([
    { set: "all", count: 1, assessed: 4, rate: 0.25, low: null, high: null },
  ]).svg();
  assert(!Object.values(PROVIDER_COLORS).some((color) => svg.includes(color)));
});
