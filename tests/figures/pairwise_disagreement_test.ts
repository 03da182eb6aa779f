import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { pairwiseDisagreementFigure } from "../../lib/figures/pairwise_disagreement.ts";

Deno.test("pairwiseDisagreementFigure() names the nearest and the farthest models", () => {
  const row = (model_a: string, model_b: string, distance: number) => ({
    model_a,
    model_b,
    distance,
    n: 5,
  });
  const figure = pairwiseDisagreementFigure([
    row("o3", "o4_mini", 0.5),
    row("o3", "grok_4", 2),
    row("o4_mini", "grok_4", 2.25),
  ]);
  assertStringIncludes(
    figure.alt,
    "Nearest are o3 and o4-mini (0.50), farthest o4-mini and Grok 4 (2.25)",
  );
  assertStringIncludes(figure.svg(), ">2.25<");
  assertThrows(() => pairwiseDisagreementFigure([]), RangeError);
});

Deno.test("pairwiseDisagreementFigure() passes over pairs without a common query, and refuses nothing but those", () => {
  const row = (model_b: string, distance: number) => ({ model_a: "o3", model_b, distance, n: 0 });
  const figure = pairwiseDisagreementFigure([row("grok_4", NaN), row("o4_mini", 1)]);
  assertStringIncludes(figure.alt, "Nearest are o3 and o4-mini (1.00), farthest o3 and o4-mini");
  assert(!/NaN/.test(figure.svg() + figure.caption));
  assertThrows(() => pairwiseDisagreementFigure([row("grok_4", NaN)]), RangeError, "found none");
});

Deno.test("pairwiseDisagreementFigure() draws models that hardly differ pale beside far ones, not by their rank", () => {
  const row = (model_a: string, model_b: string, distance: number) => ({
    model_a,
    model_b,
    distance,
    n: 9,
  });
  const fills = (...distances: [number, number, number]) =>
    new Set(
      pairwiseDisagreementFigure([
        row("a", "b", distances[0]),
        row("a", "c", distances[1]),
        row("b", "c", distances[2]),
      ]).svg().match(/<rect[^>]*fill="#[0-9a-f]{6}"/g)!.flatMap((rect) =>
        rect.match(/fill="(#[0-9a-f]{6})"/)![1]! === "#f1eef6" ? ["palest"] : []
      ),
    ).size;
  // The palest colour is that of distance 0, in the legend alone.
  assertEquals(fills(0.6, 0.62, 0.64), 1);
});
