import { assert, assertEquals, assertThrows } from "@std/assert";
import * as Plot from "@observablehq/plot";
import { plotPart } from "../../lib/figures/plot_svg.ts";

Deno.test("plotPart() rounds coordinates and drops style sheets", () => {
  const part = plotPart({ width: 300, marks: [Plot.dot([[1 / 3, 2 / 3]]), Plot.frame()] }, "p");
  assertEquals(part.width, 300);
  assert(!/<style|var\(/.test(part.inner));
  assert(!/\bc[xy]="[^"]*\.\d{3}/.test(part.inner));
});

Deno.test("plotPart() numbers clip paths within the part", () => {
  const options = { marks: [Plot.dot([[1, 2]], { clip: true })] };
  assertEquals(plotPart(options, "p").inner, plotPart(options, "p").inner);
});

Deno.test("plotPart() refuses a plot that is not one svg element", () => {
  const options = { color: { legend: true, domain: ["a"] }, marks: [Plot.dot([[1, 2]])] };
  assertThrows(() => plotPart(options, "p"), TypeError, "Expected a plot without legend");
});
