import { assert, assertStringIncludes, assertThrows } from "@std/assert";
import { coOccurrenceFigure } from "../../lib/figures/co_occurrence.ts";

const row = (
  category_a: string,
  category_b: string,
  probability: number,
  model_a = "claude_sonnet_4",
) => ({
  model_a,
  model_b: "claude_opus_4",
  category_a,
  category_b,
  given: 12,
  probability,
});
const rows = [
  row("Critical thinking", "Critical thinking", 0.25),
  row("Critical thinking", "Own category", 0.75),
];

Deno.test("coOccurrenceFigure() names the largest cell, and draws the published diagonal only when asked", () => {
  const figure = coOccurrenceFigure(rows);
  assertStringIncludes(figure.alt, "Own category given Critical thinking (0.75)");
  assert(!figure.svg().includes("Methodical rigor"));
  const beside = coOccurrenceFigure(rows, { published: true });
  assertStringIncludes(beside.svg(), "Methodical rigor");
  assertStringIncludes(beside.caption, "diamonds: published");
});

Deno.test("coOccurrenceFigure() shows nothing published of two models of which nothing was", () => {
  const other = rows.map((r) => ({ ...r, model_a: "o3" }));
  assert(!coOccurrenceFigure(other, { published: true }).caption.includes("published"));
});

Deno.test("coOccurrenceFigure() refuses rows of two pairs of models, and none", () => {
  assertThrows(() => coOccurrenceFigure([...rows, row("a", "b", 0, "o3")]), RangeError, "one pair");
  assertThrows(() => coOccurrenceFigure([]), RangeError, "but found an empty one");
});
