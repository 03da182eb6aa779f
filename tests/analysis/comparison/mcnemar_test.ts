import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { mcnemar } from "../../../lib/analysis/comparison/mcnemar.ts";
import { vectors } from "../vectors.ts";

interface Case {
  kind: string;
  b: number;
  c: number;
  exact: number;
  chiSquare: number;
}

Deno.test("mcnemar() agrees with statsmodels, exact and by chi-square", () => {
  for (
    const { b, c, exact, chiSquare } of vectors<Case>("comparison").filter((x) =>
      x.kind === "mcnemar"
    )
  ) {
    assertAlmostEquals(mcnemar(b, c, { exact: true }), exact, 1e-8);
    // Where both are equal, statsmodels' correction goes past 0; here it stops there.
    if (b !== c) assertAlmostEquals(mcnemar(b, c, { exact: false }), chiSquare, 1e-10);
  }
});

Deno.test("mcnemar() is exact up to 25 differing, and 1 where none differ", () => {
  assertEquals(mcnemar(5, 20), mcnemar(5, 20, { exact: true }));
  assertEquals(mcnemar(5, 21), mcnemar(5, 21, { exact: false }));
  assertEquals([mcnemar(0, 0), mcnemar(7, 7)], [1, 1]);
});

Deno.test("mcnemar() throws on what is no count", () => {
  assertThrows(() => mcnemar(-1, 3), RangeError);
  assertThrows(() => mcnemar(0.5, 3), RangeError);
});
