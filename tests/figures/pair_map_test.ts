import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { pairMapFigure } from "../../lib/figures/pair_map.ts";

const row = (category_a: string, category_b: string, mean: number, n: number) => ({
  category_a,
  category_b,
  mean,
  n,
});

Deno.test("pairMapFigure() names the darkest cell among those with enough queries", () => {
  const rows = [
    row("Care", "Law", 1.5, 9),
    row("Care", "Craft", 2.9, 4),
    row("Care", "Care", 1, 6),
  ];
  const figure = pairMapFigure(rows);
  assertStringIncludes(figure.alt, "the largest is Care and Law (1.50, n = 9)");
  assert(!figure.svg().includes("Craft"));
  assertStringIncludes(pairMapFigure(rows, { minQueries: 4 }).alt, "Care and Craft (2.90, n = 4)");
});

Deno.test("pairMapFigure() refuses a table in which no cell has enough queries", () => {
  assertThrows(() => pairMapFigure([row("a", "b", 1, 4)]), RangeError, "with 5 queries");
  assertThrows(() => pairMapFigure([]), RangeError);
});

Deno.test("pairMapFigure() tells the limits of the darkest cell, which was picked, and out of how many", () => {
  const cells = [
    { ...row("Care", "Law", 1.5, 9), low_all: 1.1, high_all: 1.9 },
    row("Care", "Care", 1, 6),
  ];
  assertStringIncludes(
    pairMapFigure(cells).caption,
    "picked out of 2: Care and Law (1.50, n = 9, 95 % limits that hold for all cells at once 1.10 to 1.90)",
  );
});

Deno.test("pairMapFigure() gives a panel that agrees no dark cell", () => {
  const svg = pairMapFigure([row("Care", "Law", 0.5, 9), row("Care", "Care", 0.4, 9)]).svg();
  // The legend alone has the darkest colour, of high disagreement.
  assertEquals(svg.match(/#08386b/g)?.length, 1);
  assertStringIncludes(svg, ">1.50<");
});
