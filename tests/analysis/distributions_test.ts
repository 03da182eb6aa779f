import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import * as distributions from "../../lib/analysis/distributions.ts";
import { vectors } from "./vectors.ts";

type Name = keyof typeof distributions;

const EXACT: readonly Name[] = ["normalCdf", "normalQuantile", "chiSquareSurvival"];

Deno.test("distributions agree with SciPy to 1e-14 of the value, Student's t, beta and binomial to 1e-7", () => {
  const cases = vectors<{ f: Name; args: number[]; out: number }>("distributions");
  for (const { f, args, out } of cases) {
    const actual = (distributions[f] as (...args: number[]) => number)(...args);
    const share = EXACT.includes(f) ? 1e-14 : 1e-7;
    assertAlmostEquals(actual, out, share * Math.abs(out), `${f}(${args})`);
  }
  assertEquals(new Set(cases.map(({ f }) => f)), new Set(Object.keys(distributions)));
});

Deno.test("tQuantile() is 0 in the middle and NaN without degrees of freedom", () => {
  assertEquals(distributions.tQuantile(0.5, 3), 0);
  assert(Number.isNaN(distributions.tQuantile(0.975, 0)));
});
