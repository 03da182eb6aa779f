import { assertEquals } from "@std/assert";
import { dollars, textTable } from "../../lib/cli/study_table.ts";

Deno.test("textTable() puts numbers to the right, with thousands apart, and texts to the left", () => {
  assertEquals(
    textTable(["model", "calls"], [["o3", 1200], ["gpt-4.1", 7]]),
    [
      "model    calls",
      "o3       1,200",
      "gpt-4.1      7",
    ].join("\n"),
  );
});

Deno.test("textTable() treats dollars, and the dash that stands for none, as numbers", () => {
  assertEquals(
    textTable(["a", "cost"], [["x", "$1.00"], ["y", "—"]]),
    "a   cost\nx  $1.00\ny      —",
  );
});

Deno.test("textTable() without rows is its header", () => {
  assertEquals(textTable(["a", "b"], []), "a  b");
});

Deno.test("dollars() shows four digits below a dollar, two above, a dash for none", () => {
  assertEquals([0, 0.1234567, 1, 1234.5, null].map(dollars), [
    "$0.0000",
    "$0.1235",
    "$1.00",
    "$1234.50",
    "—",
  ]);
});
