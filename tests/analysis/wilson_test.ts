import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { wilson } from "../../lib/analysis/wilson.ts";
import { vectors } from "./vectors.ts";

interface Case {
  k: number;
  n: number;
  level: number;
  wilson: [number, number];
}

Deno.test("wilson() agrees with statsmodels", () => {
  for (const { k, n, level, wilson: [low, high] } of vectors<Case>("proportions")) {
    const actual = wilson(k, n, { level });
    assertAlmostEquals(actual.low, low, 1e-12);
    assertAlmostEquals(actual.high, high, 1e-12);
  }
});

Deno.test("wilson() gives Newcombe's (1998) table: 81 of 263, 15 of 148, 0 of 20, 1 of 29", () => {
  const published = [[81, 263, 0.2553, 0.3662], [15, 148, 0.0624, 0.1605], [0, 20, 0, 0.1611], [
    1,
    29,
    0.0061,
    0.1718,
  ]] as const;
  for (const [k, n, low, high] of published) {
    const actual = wilson(k, n);
    assertAlmostEquals(actual.low, low, 5e-5);
    assertAlmostEquals(actual.high, high, 5e-5);
  }
});

Deno.test("wilson() holds the rate, stays in [0, 1] and mirrors", () => {
  fc.assert(fc.property(fc.nat(500), fc.nat(500), (a, b) => {
    const n = a + b;
    const { low, high } = wilson(a, n);
    const mirror = wilson(b, n);
    assert(low >= 0 && high <= 1);
    if (n > 0) assert(low <= a / n && a / n <= high);
    assertAlmostEquals(1 - mirror.high, low, 1e-12);
  }));
});

Deno.test("wilson() of no trials is [0, 1]", () => {
  assertEquals(wilson(0, 0), { low: 0, high: 1 });
});

Deno.test("wilson() throws on more successes than trials", () => {
  assertThrows(() => wilson(2, 1), RangeError, "Expected successes");
});
