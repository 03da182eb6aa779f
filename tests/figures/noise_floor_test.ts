import { assertStringIncludes, assertThrows } from "@std/assert";
import { noiseFloorFigure } from "../../lib/figures/noise_floor.ts";

Deno.test("noiseFloorFigure() tells every kind's mean and share above the threshold", () => {
  const figure = noiseFloorFigure([
    { kind: "seen", mean: 1.5, low: 1.4, high: 1.6, above: 0.5, n: 1200 },
    { kind: "noise alone", mean: 0.25, low: null, high: null, above: 0, n: 1200 },
  ]);
  assertStringIncludes(figure.alt, "seen 1.50, 50.0 % at 1.5 or more; noise alone 0.25, 0.0 %");
  assertStringIncludes(figure.svg(), "1,200");
  assertThrows(() => noiseFloorFigure([]), RangeError);
});
