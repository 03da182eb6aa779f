import { assert, assertStringIncludes, assertThrows } from "@std/assert";
import { complianceFigure } from "../../lib/figures/compliance.ts";

const rows = ["random_in_S", "my pool"].map((pool, i) => ({
  pool,
  outcome: "all_five_fail" as const,
  rate: 0.125 + i / 4,
  low: null,
  high: null,
  n: 40 + i,
}));

Deno.test("complianceFigure() tells rates and denominators, and the published ones only when asked", () => {
  const figure = complianceFigure(rows);
  assertStringIncludes(
    figure.alt,
    "random queries, no model complies: 12.5 %; my pool, no model complies: 37.5 %",
  );
  assertStringIncludes(figure.svg(), "40, 41 queries");
  assert(!figure.svg().includes(">published<"));
  assertStringIncludes(complianceFigure(rows, { published: true }).svg(), ">published<");
});

Deno.test("complianceFigure() shows nothing published of pools that were not, and refuses no rows", () => {
  assert(!complianceFigure([rows[1]!], { published: true }).caption.includes("Diamonds"));
  assertThrows(() => complianceFigure([]), RangeError);
});

Deno.test("complianceFigure() claims of a panel neither a provider of its own nor an effect", () => {
  const figure = complianceFigure(rows, { ofPanel: true });
  assertStringIncludes(figure.title, "On how many queries the models comply");
  assert(!figure.svg().includes("provider"));
  assertStringIncludes(complianceFigure(rows).svg(), "provider");
});
