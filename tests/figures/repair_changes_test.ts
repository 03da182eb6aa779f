import { assert, assertStringIncludes } from "@std/assert";
import { repairChangesFigure } from "../../lib/figures/repair_changes.ts";

const row = (set: string, measure: string, change: number, half: number) => ({
  set,
  queries: 12,
  measure,
  change,
  low: change - half,
  high: change + half,
  clusters: 4,
});

Deno.test("repairChangesFigure() tells the change of both sets, signed, with n and clusters", () => {
  const figure = repairChangesFigure([
    row("touched", "disagreement", -1.5, 0.1),
    row("heldOut", "disagreement", 0.25, 0.5),
    row("touched", "compliance", 0.3, 0.1),
    row("heldOut", "compliance", -0.1, 0.1),
  ]);
  assertStringIncludes(figure.alt, "seen by the mender −1.50; held out +0.25");
  const text = figure.svg().replace(/<[^>]*>/g, " ");
  for (const words of ["+30 pp", "−10 pp", "12 queries of 4 value pairs"]) {
    assertStringIncludes(text, words);
  }
});

Deno.test("repairChangesFigure() draws a change without an interval", () => {
  const svg = repairChangesFigure([row("heldOut", "disagreement", -1, NaN)]).svg();
  assertStringIncludes(svg, "−1.00");
  assert(!/NaN|undefined/.test(svg));
});
