import { assert, assertStringIncludes } from "@std/assert";
import { accuracyFigure, valueRankingFigure } from "../../lib/figures/bradley_terry.ts";

Deno.test("accuracyFigure() orders models by accuracy and marks published numbers only when asked", () => {
  const rows = [
    { model: "grok_4", provider: "xai", accuracy: 0.6, accuracy_sd: null },
    { model: "gpt_4_1", provider: "openai", accuracy: 0.8, accuracy_sd: 0.3 },
  ];
  const figure = accuracyFigure(rows);
  assertStringIncludes(figure.alt, "from GPT-4.1 (80.0 %) to Grok 4 (60.0 %)");
  assert(!figure.svg().includes("published"));
  assertStringIncludes(accuracyFigure(rows, { published: true }).svg(), "published");
});

Deno.test("valueRankingFigure() shows the ends alone, the first at the top", () => {
  const rows = Array.from({ length: 9 }, (_, i) => ({
    model: "grok_4",
    provider: "xai",
    item: `value ${i}`,
    strength: i - 4,
  }));
  const figure = valueRankingFigure(rows, { ends: 2 });
  const svg = figure.svg();
  assertStringIncludes(figure.alt, "Grok 4: first value 8");
  for (const i of [0, 1, 7, 8]) assertStringIncludes(svg, `value ${i}`);
  for (const i of [2, 3, 4, 5, 6]) assert(!svg.includes(`value ${i}<`));
});

Deno.test("accuracyFigure() draws a model without an accuracy as such", () => {
  const row = { model: "o3", provider: "openai", accuracy: NaN, accuracy_sd: NaN };
  const figure = accuracyFigure([row]);
  assertStringIncludes(figure.alt, "from o3 (unknown)");
  assert(!/NaN|Infinity/.test(figure.svg()));
});
