import { assert, assertStringIncludes, assertThrows } from "@std/assert";
import { outliersFigure } from "../../lib/figures/outliers.ts";

const row = (model: string, outliers: number) => ({
  model,
  provider: model === "grok_4" ? "xai" : "openai",
  assessed: 200,
  outliers,
  rate: outliers / 200,
  low: 0,
  high: 1,
});

Deno.test("outliersFigure() puts the model with most first and tells its count", () => {
  const figure = outliersFigure([row("o3", 5), row("grok_4", 31)]);
  assertStringIncludes(figure.alt, "Grok 4 has most: 15.5 % (31 of 200)");
  assert(!figure.caption.includes("Diamonds"));
  const svg = outliersFigure([row("o3", 5), row("grok_4", 31)], { published: true }).svg();
  assertStringIncludes(svg, "published");
  assert(svg.indexOf(">Grok 4<") < svg.indexOf(">o3<"));
});

Deno.test("outliersFigure() shows nothing published of unknown models, and refuses no rows", () => {
  assert(!outliersFigure([row("mine", 1)], { published: true }).caption.includes("Diamonds"));
  assertThrows(() => outliersFigure([]), RangeError);
});

Deno.test("outliersFigure() says that the published denominator is a guess", () => {
  assertStringIncludes(outliersFigure([row("o3", 5)], { published: true }).caption, "a guess");
});

Deno.test("outliersFigure() puts a model of which nothing can be told last, and says so", () => {
  const none = { ...row("o3", 0), assessed: 0, rate: NaN };
  const figure = outliersFigure([none, row("grok_4", 4)]);
  assertStringIncludes(figure.alt, "Grok 4 has most: 2.0 %");
  assert(!/NaN/.test(figure.svg() + figure.caption + outliersFigure([none]).alt));
});
