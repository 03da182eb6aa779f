import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { selectionFigure } from "../../lib/figures/selection.ts";

const row = (by: string, group: string, queries: number, selected: number) => {
  const rate = selected / queries;
  return { by, group, queries, selected, rate, low: rate / 2, high: rate * 1.5 };
};

Deno.test("selectionFigure() tells shares by nudge and by generator, and counts every query once", () => {
  const figure = selectionFigure([
    row("nudge_direction", "neutral", 1000, 50),
    row("nudge_direction", "value1", 1000, 150),
    row("query_generator", "o3", 2000, 200),
  ]);
  assertStringIncludes(figure.alt, "by nudge neutral 5.0 %, value1 15.0 %; by generator o3 10.0 %");
  assertStringIncludes(figure.svg(), "200 of 2,000");
  assertEquals(figure.name, "selection");
});

Deno.test("selectionFigure() throws where it knows no row's grouping", () => {
  assertThrows(() => selectionFigure([row("topic", "law", 10, 1)]), RangeError, "by nudge");
});
