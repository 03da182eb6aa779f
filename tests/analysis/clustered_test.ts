import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { clusteredMean, pOfZero } from "../../lib/analysis/clustered.ts";
import { vectors } from "./vectors.ts";

interface Case {
  values: number[];
  clusters: number[];
  mean: number;
  standardError: number;
  low: number;
  high: number;
}

Deno.test("clusteredMean() agrees with the cluster-robust OLS of statsmodels", () => {
  for (const { values, clusters, mean, standardError, low, high } of vectors<Case>("clustered")) {
    const actual = clusteredMean(values, clusters);
    assertAlmostEquals(actual.estimate, mean, 1e-12);
    assertAlmostEquals(actual.standardError, standardError, 1e-12);
    assertAlmostEquals(actual.low, low, 1e-6);
    assertAlmostEquals(actual.high, high, 1e-6);
  }
});

Deno.test("clusteredMean() of clusters of one is the usual standard error", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2 }), (values) => {
    const n = values.length;
    const mean = values.reduce((a, b) => a + b) / n;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1);
    const actual = clusteredMean(values, values.map((_, i) => i));
    assertAlmostEquals(actual.standardError, Math.sqrt(variance / n), 1e-10);
  }));
});

Deno.test("clusteredMean() does not grow surer when every cluster is repeated", () => {
  const values = [1, 2, 4, 4, 6];
  const once = clusteredMean(values, [1, 2, 3, 4, 5]);
  const thrice = clusteredMean([...values, ...values, ...values], [
    1,
    2,
    3,
    4,
    5,
    1,
    2,
    3,
    4,
    5,
    1,
    2,
    3,
    4,
    5,
  ]);
  assertAlmostEquals(thrice.standardError, once.standardError, 1e-12);
  assertEquals([thrice.n, thrice.clusters], [15, 5]);
});

Deno.test("clusteredMean() gives no interval for one cluster, and no mean for nothing", () => {
  const one = clusteredMean([1, 2], ["a", "a"]);
  assertEquals([one.estimate, one.standardError, one.low, one.high], [1.5, NaN, NaN, NaN]);
  const none = clusteredMean([], []);
  assert(Number.isNaN(none.estimate) && none.n === 0);
});

Deno.test("clusteredMean() throws when a value has no cluster", () => {
  assertThrows(() => clusteredMean([1, 2], ["a"]), RangeError, "Expected one cluster per value");
});

Deno.test("pOfZero() is Student's t, and below q exactly where the interval at level 1 - q leaves out 0", () => {
  fc.assert(fc.property(
    fc.array(fc.tuple(fc.integer({ min: -6, max: 6 }), fc.integer({ min: 0, max: 5 })), {
      minLength: 2,
      maxLength: 40,
    }),
    (rows) => {
      const [values, labels] = [rows.map(([value]) => value), rows.map(([, label]) => label)];
      const mean = clusteredMean(values, labels, { level: 0.9 });
      fc.pre(mean.clusters >= 2 && mean.standardError > 1e-9);
      const outside = mean.low > 1e-9 || mean.high < -1e-9;
      fc.pre(outside || (mean.low < -1e-9 && mean.high > 1e-9));
      assertEquals(pOfZero(mean) < 0.1, outside);
    },
  ));
});

Deno.test("pOfZero() of clusters without spread is the sign test's", () => {
  const labels = (n: number) => Array.from({ length: n }, (_, i) => i);
  const p = (values: number[], clusters = labels(values.length)) =>
    pOfZero(clusteredMean(values, clusters));
  assertEquals([p([2, 2]), p([2, 2, 2, 2]), p([0, 0])], [0.5, 0.125, 1]);
  // Thirds leave rounding errors in the standard error.
  assertAlmostEquals(p([1, 0, 0, 1, 0, 0, 1, 0, 0], [0, 0, 0, 1, 1, 1, 2, 2, 2]), 0.25, 1e-12);
  assertEquals(p([1, 2], [0, 0]), NaN);
});
