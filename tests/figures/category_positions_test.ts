import { assert, assertStringIncludes, assertThrows } from "@std/assert";
import { categoryPositionsFigure } from "../../lib/figures/category_positions.ts";

const cell = (group: string, category: string, mean: number | null) => ({
  group,
  category,
  mean,
  low: mean === null ? null : mean - 0.25,
  high: mean === null ? null : mean + 0.25,
  n: 10,
});

Deno.test("categoryPositionsFigure() shows differences from the mean of the providers", () => {
  const figure = categoryPositionsFigure([
    cell("openai", "Care", 5),
    cell("xai", "Care", 2),
    cell("google", "Care", 2),
    cell("openai", "Truth", 3),
    cell("xai", "Truth", 3),
    cell("google", "Truth", null),
  ]);
  assertStringIncludes(figure.alt, "The strongest is OpenAI on Care (+2.00)");
  assertStringIncludes(figure.svg(), "−1.00");
  assertStringIncludes(figure.svg(), "±0.25");
  assert(!figure.svg().includes("NaN"));
});

Deno.test("categoryPositionsFigure() shows hostile categories as text", () => {
  const svg = categoryPositionsFigure([cell("openai", "<script>&", 5), cell("xai", "<script>&", 2)])
    .svg();
  assert(!svg.includes("<script"));
});

Deno.test("categoryPositionsFigure() marks the differences that are beyond chance", () => {
  const cells = [cell("openai", "Care", 5), cell("xai", "Care", 2)];
  const contrast = (provider: string, p_bh: number) => ({ provider, category: "Care", p_bh });
  const svg = categoryPositionsFigure(cells, {
    contrasts: [contrast("openai", 0.01), contrast("xai", 0.2)],
  }).svg();
  assertStringIncludes(svg, ">+1.50*<");
  assertStringIncludes(svg, ">−1.50<");
  assertStringIncludes(svg, "Benjamini-Hochberg over 2");
  assertStringIncludes(categoryPositionsFigure(cells).caption, "large by chance");
});

Deno.test("categoryPositionsFigure() draws small differences pale", () => {
  const svg = categoryPositionsFigure([cell("openai", "Care", 3.1), cell("xai", "Care", 2.9)])
    .svg();
  assertStringIncludes(svg, ">+1.00<");
  assertStringIncludes(svg, ">+0.10<");
});

Deno.test("categoryPositionsFigure() refuses a table without any mean", () => {
  assertThrows(
    () => categoryPositionsFigure([cell("xai", "Care", null)]),
    RangeError,
    "found none",
  );
});
