import { assertStringIncludes, assertThrows } from "@std/assert";
import { diversityCurveFigure } from "../../lib/figures/diversity_curve.ts";

Deno.test("diversityCurveFigure() counts what is at least the published threshold apart", () => {
  const rows = [[1, Infinity], [2, 1.2], [3, 0.4], [4, 0.39]].map(([kept, distance]) => ({
    kept: kept!,
    distance: distance!,
  }));
  const figure = diversityCurveFigure(rows);
  assertStringIncludes(figure.alt, "3 of 4 are at least 0.4 apart");
  assertStringIncludes(figure.svg(), "published threshold");
});

Deno.test("diversityCurveFigure() refuses a curve without a finite distance", () => {
  assertThrows(() => diversityCurveFigure([{ kept: 1, distance: Infinity }]), RangeError, "finite");
  assertThrows(() => diversityCurveFigure([]), RangeError);
});
