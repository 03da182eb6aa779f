import { assertStringIncludes, assertThrows } from "@std/assert";
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
