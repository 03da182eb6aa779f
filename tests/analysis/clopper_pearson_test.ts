import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { clopperPearson } from "../../lib/analysis/clopper_pearson.ts";
import { binomialCdf } from "../../lib/analysis/distributions.ts";
import { vectors } from "./vectors.ts";

interface Case {
  k: number;
  n: number;
  level: number;
  clopperPearson: [number, number];
}

Deno.test("clopperPearson() agrees with statsmodels to 1e-6", () => {
  for (const { k, n, level, clopperPearson: [low, high] } of vectors<Case>("proportions")) {
    const actual = clopperPearson(k, n, { level });
    assertAlmostEquals(actual.low, low, 1e-6);
    assertAlmostEquals(actual.high, high, 1e-6);
  }
});

Deno.test("clopperPearson() gives Newcombe's (1998) table: 81 of 263, 0 of 20, 1 of 29", () => {
  for (
    const [k, n, low, high] of [[81, 263, 0.2527, 0.3676], [0, 20, 0, 0.1684], [
      1,
      29,
      0.0009,
      0.1776,
    ]] as const
  ) {
    const actual = clopperPearson(k, n);
    assertAlmostEquals(actual.low, low, 5e-5);
    assertAlmostEquals(actual.high, high, 5e-5);
  }
});

Deno.test("clopperPearson() leaves half of the rest in each binomial tail", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), (k, rest) => {
      const n = k + rest;
      const { low, high } = clopperPearson(k, n);
      assertAlmostEquals(1 - binomialCdf(k - 1, n, low), 0.025, 1e-6);
      assertAlmostEquals(binomialCdf(k, n, high), 0.025, 1e-6);
      assert(low < k / n && k / n < high);
    }),
  );
});

Deno.test("clopperPearson() of no trials is [0, 1]", () => {
  assertEquals(clopperPearson(0, 0), { low: 0, high: 1 });
});
