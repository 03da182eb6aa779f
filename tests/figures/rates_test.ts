import { assert, assertStringIncludes, assertThrows } from "@std/assert";
import { ratesFigure } from "../../lib/figures/rates.ts";

const text = { name: "x", title: "Rates", what: "responses that refuse", caption: "A caption." };
const row = (group: string, count: number, assessed: number) => ({
  group,
  provider: "openai",
  count,
  assessed,
  requested: 10,
  rate: assessed === 0 ? null : count / assessed,
  low: null,
  high: null,
});

Deno.test("ratesFigure() puts most first, with denominators and what could not be assessed", () => {
  const figure = ratesFigure([row("o3", 1, 10), row("gpt_4o", 4, 8), row("o4_mini", 0, 0)], text);
  assertStringIncludes(figure.alt, "GPT-4o has most: 4 of 8");
  const svg = figure.svg();
  assertStringIncludes(svg, "12 requested cells could not be assessed");
  assertStringIncludes(svg, "o4-mini (0 of 0)");
  assertStringIncludes(svg, "no data");
  assert(svg.indexOf("GPT-4o (4 of 8)") < svg.indexOf("o3 (1 of 10)"));
  assertThrows(() => ratesFigure([], text), RangeError);
});

Deno.test("ratesFigure() gives the bounds of the model that lacks most", () => {
  const figure = ratesFigure([row("o3", 1, 10), row("gpt_4o", 4, 8)], text);
  assertStringIncludes(
    figure.caption,
    "GPT-4o, which lacks most (2 of 10), is from 40.0 to 60.0 %",
  );
  assert(!ratesFigure([row("o3", 1, 10)], text).caption.includes("missing"));
});
