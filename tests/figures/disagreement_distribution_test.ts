import { assert, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { disagreementDistributionFigure } from "../../lib/figures/disagreement_distribution.ts";

const rows = [0, 1, 1.5, 2, 3, null].map((disagreement) => ({ disagreement }));

Deno.test("disagreementDistributionFigure() counts a query at the threshold, and none without a number", () => {
  const figure = disagreementDistributionFigure(rows);
  assertStringIncludes(figure.alt, "60.0 % of 5 queries are at 1.5 or above");
  assertMatch(figure.svg(), /n = 5 queries,(?:\s|<[^>]*>)*1 without/);
  for (const share of ["80.0 %", "60.0 %", "40.0 %", "20.0 %"]) {
    assertStringIncludes(figure.svg(), share);
  }
});

Deno.test("disagreementDistributionFigure() says in the picture that data are simulated", () => {
  assertStringIncludes(
    disagreementDistributionFigure(rows, { simulated: true }).svg(),
    "SIMULATED DATA",
  );
  assert(!disagreementDistributionFigure(rows).svg().includes("SIMULATED"));
});

Deno.test("disagreementDistributionFigure() refuses a table without its column or rows", () => {
  assertThrows(() => disagreementDistributionFigure([]), RangeError);
  assertThrows(
    () => disagreementDistributionFigure([{ d: 1 } as never]),
    TypeError,
    'Expected a column "disagreement" but found d',
  );
});

Deno.test("disagreementDistributionFigure() gives no share of nothing", () => {
  const figure = disagreementDistributionFigure([{ disagreement: null }]);
  assertStringIncludes(figure.alt, "unknown of 0 queries");
  assert(!/NaN/.test(figure.svg()));
});
