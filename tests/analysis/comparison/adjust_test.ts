import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { benjaminiHochberg, holm } from "../../../lib/analysis/comparison/adjust.ts";
import { vectors } from "../vectors.ts";

interface Case {
  kind: string;
  p: number[];
  holm: number[];
  bh: number[];
}

Deno.test("holm() and benjaminiHochberg() agree with statsmodels", () => {
  const cases = vectors<Case>("comparison").filter(({ kind }) => kind === "adjust");
  for (const { p, holm: byHolm, bh } of cases) {
    holm(p).forEach((value, i) => assertAlmostEquals(value, byHolm[i]!, 1e-12));
    benjaminiHochberg(p).forEach((value, i) => assertAlmostEquals(value, bh[i]!, 1e-12));
  }
  assertEquals(cases.length, 4);
});

Deno.test("adjustments reject as in Benjamini and Hochberg's (1995) example: 4 of 15, and 3 by Holm", () => {
  const published = [
    .0001,
    .0004,
    .0019,
    .0095,
    .0201,
    .0278,
    .0298,
    .0344,
    .0459,
    .3240,
    .4262,
    .5719,
    .6528,
    .7590,
    1,
  ];
  assertEquals(benjaminiHochberg(published).filter((p) => p <= 0.05).length, 4);
  assertEquals(holm(published).filter((p) => p <= 0.05).length, 3);
});

Deno.test("adjustments keep the order given, leave NaN out and pass over nothing", () => {
  assertEquals(holm([0.04, NaN, 0.01]), [0.04, NaN, 0.02]);
  assertEquals(benjaminiHochberg([0.04, NaN, 0.01]), [0.04, NaN, 0.02]);
  assertEquals(holm([]), []);
});

Deno.test("adjustments throw on what is no p-value", () => {
  assertThrows(() => holm([1.1]), RangeError, "found 1.1");
  assertThrows(() => benjaminiHochberg([-0.1]), RangeError, "found -0.1");
});
