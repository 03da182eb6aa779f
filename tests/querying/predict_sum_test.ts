import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { predictSum, tQuantile } from "../../lib/querying/predict_sum.ts";
import { Random } from "../../lib/study/random.ts";

Deno.test("tQuantile() agrees with the tables", () => {
  const TABLE = [[1, 12.706], [2, 4.303], [3, 3.182], [4, 2.776], [10, 2.228], [30, 2.042], [
    1e6,
    1.96,
  ]];
  for (const [degrees, t] of TABLE) assertAlmostEquals(tQuantile(degrees!), t!, 0.011);
});

Deno.test("predictSum() is symmetric where the values are, and wider above where their tail is there alone", () => {
  const even = predictSum([1, 2, 3, 4, 5], 1000);
  const half = 2.776 * Math.sqrt(2.5 * (1000 ** 2 / 5 + 1000));
  assertEquals([even.sum, even.above], [3000, even.below]);
  assertAlmostEquals(even.below, half, 1);
  // By SciPy 1.17.1 (stats.skew, stats.t.ppf): Hall's end is 3.9637 times as far as that of t.
  const skewed = predictSum([1, 1, 2, 2, 9], 1000);
  assertAlmostEquals(skewed.above / skewed.below, 3.9637, 0.02);
  const left = predictSum([-1, -1, -2, -2, -9], 1000);
  assertEquals(left.above, left.below);
  assertEquals(predictSum([7, 7, 7], 10), { sum: 70, below: 0, above: 0 });
  assertAlmostEquals(predictSum([7, 7, 7], 10, 4).above, 4.303 * 2, 0.01);
});

/** Draws costs of calls one after another. */
type Draws = (random: Random) => () => number;

/** Each value by itself. */
const alone = (draw: (random: Random) => number): Draws => (random) => () => draw(random);

/** Three in a row have half of their variance (of the logarithm) in common, as queries of a scenario may. */
const inThrees: Draws = (random) => {
  let drawn = 0;
  let common = 0;
  return () => {
    if (drawn++ % 3 === 0) common = random.normal();
    return Math.exp(0.5 * (common + random.normal()) * Math.SQRT1_2);
  };
};

/** Costs about a mean; of a long tail; of models that often refuse; of neighbours that are alike. */
const COSTS: readonly (readonly [string, number, Draws])[] = [
  ["like a bell", 0.94, alone((r) => 5 + r.normal())],
  ["log-normal, of sigma 0.5", 0.93, alone((r) => Math.exp(0.5 * r.normal()))],
  ["log-normal, of sigma 1, as reasoning has them", 0.91, alone((r) => Math.exp(r.normal()))],
  [
    "of refusals and answers",
    0.94,
    alone((r) => (r.next() < 0.3 ? 0.04 : 1) * Math.exp(0.4 * r.normal())),
  ],
  ["of neighbours that are alike", 0.92, inThrees],
];

for (const [what, least, make] of COSTS) {
  Deno.test(`predictSum() holds the sum to come in about 95 of 100 intervals, of costs ${what}`, () => {
    for (const n of [30, 100]) {
      const draw = make(new Random(`coverage ${n}`));
      const draws = (count: number) => Array.from({ length: count }, draw);
      let held = 0;
      for (let trial = 0; trial < 1000; trial++) {
        const { sum, below, above } = predictSum(draws(n), 300);
        const came = draws(300).reduce((a, b) => a + b, 0);
        if (sum - below <= came && came <= sum + above) held++;
      }
      assert(held >= 1000 * least && held < 993, `${held} of 1000 with ${n} known`);
    }
  });
}
