import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { clusteredRate, pAbove } from "../../lib/analysis/clustered_rate.ts";
import { tQuantile } from "../../lib/analysis/distributions.ts";
import { wilsonOf } from "../../lib/analysis/wilson.ts";
import { Random } from "../../lib/study/random.ts";

const flags = (successes: number, n: number) => Array.from({ length: n }, (_, i) => i < successes);

Deno.test("clusteredRate() of clusters of one is nearly Wilson's interval with Student's t", () => {
  const n = 200;
  const rate = clusteredRate(flags(30, n), flags(0, n).map((_, i) => i));
  // The standard error divides by n - 1, which makes n_eff n - 1.
  const { low, high } = wilsonOf(0.15, n - 1, tQuantile(0.975, n - 1));
  assertAlmostEquals(rate.low, low, 1e-10);
  assertAlmostEquals(rate.high, high, 1e-10);
});

Deno.test("clusteredRate() counts perfectly alike clusters once", () => {
  const once = clusteredRate(flags(10, 40), flags(0, 40).map((_, i) => i));
  const labels = [...flags(0, 40).keys()].flatMap((i) => [i, i, i]);
  const thrice = clusteredRate(flags(30, 120), labels);
  assertAlmostEquals(thrice.low, once.low, 1e-10);
  assertAlmostEquals(thrice.high, once.high, 1e-10);
});

Deno.test("clusteredRate() of 0 or 1 is the exact interval of as many trials as clusters", () => {
  const labels = [...flags(0, 30).keys()].map((i) => i % 10);
  const none = clusteredRate(flags(0, 30), labels);
  assertEquals(none.low, 0);
  assertAlmostEquals(none.high, 1 - 0.025 ** (1 / 10), 1e-7);
  const all = clusteredRate(flags(30, 30), labels);
  assertAlmostEquals(all.low, 1 - none.high, 1e-7);
  assertEquals(all.high, 1);
});

Deno.test("clusteredRate() of none holds the truth however alike the members of a cluster are", () => {
  for (const alike of [0, 0.5, 1]) {
    let [none, missed] = [0, 0];
    for (let draw = 0; draw < 4000; draw++) {
      const random = new Random("none", alike, draw);
      const hits = [...flags(0, 5).keys()].flatMap(() => {
        const own = random.next() < 0.5;
        return [0, 1, 2].map(() => random.next() < alike ? own : random.next() < 0.5);
      });
      const rate = clusteredRate(hits, [...hits.keys()].map((i) => Math.floor(i / 3)));
      if (rate.estimate !== 0) continue;
      none++;
      if (rate.high < 0.5) missed++;
    }
    // The limit of 5 clusters is 0.52: it never leaves out 0.5, and at most 1 in 32 draws have no hit.
    assertEquals(missed, 0);
    assert(none / 4000 < 1 / 32 + 0.01);
  }
});

Deno.test("clusteredRate() never claims more than n independent trials", () => {
  // One success and one failure in each cluster: the clustered standard error is 0.
  const labels = [...flags(0, 20).keys()].map((i) => i >> 1);
  const rate = clusteredRate(labels.map((_, i) => i % 2 === 0), labels);
  assertEquals(rate.standardError, 0);
  assert(rate.high - rate.low > 0.3);
});

Deno.test("clusteredRate() of one cluster is all of [0, 1]", () => {
  const rate = clusteredRate([true, false], ["a", "a"]);
  assertEquals([rate.estimate, rate.low, rate.high], [0.5, 0, 1]);
});

Deno.test("pAbove() is below q where the lower end at level 1 - 2q is above the usual rate", () => {
  fc.assert(fc.property(
    fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 6 })), {
      minLength: 2,
      maxLength: 60,
    }),
    fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    fc.constantFrom(0.005, 0.025, 0.1),
    (cases, usual, q) => {
      const [hits, labels] = [cases.map(([hit]) => hit), cases.map(([, label]) => label)];
      const rate = clusteredRate(hits, labels, { level: 1 - 2 * q });
      fc.pre(rate.clusters >= 2 && rate.estimate > 0 && Math.abs(rate.low - usual) > 1e-6);
      assertEquals(pAbove(rate, usual) < q, rate.low > usual);
    },
  ));
});

Deno.test("pAbove() tells nothing of one cluster, and refuses what is no rate", () => {
  assertEquals(pAbove(clusteredRate([true, true], ["a", "a"]), 0.1), NaN);
  const rate = clusteredRate([true, false], ["a", "b"]);
  assertEquals([pAbove(rate, 0), pAbove(rate, 1)], [0, 1]);
  assertThrows(() => pAbove(rate, NaN), RangeError, "from 0 to 1 but found NaN");
});
