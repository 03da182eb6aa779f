import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { meanSums } from "../../../lib/analysis/bootstrap/cluster_sums.ts";
import { jackknife, leaveOneOut, SCALES } from "../../../lib/analysis/bootstrap/jackknife.ts";
import { clusteredMean } from "../../../lib/analysis/clustered.ts";

const mean = ([sum, n]: Float64Array) => sum! / n!;

Deno.test("jackknife() of a mean of equal clusters is the clustered standard error", () => {
  const clusters = fc.array(
    fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 3 }),
    { minLength: 2 },
  );
  fc.assert(fc.property(clusters, (values) => {
    const labels = values.flatMap((_, c) => [c, c, c]);
    const expected = clusteredMean(values.flat(), labels);
    const actual = jackknife(meanSums(values.flat(), labels), mean);
    assertAlmostEquals(actual.standardError, expected.standardError, 1e-9);
    assertAlmostEquals(actual.low, expected.low, 1e-8);
  }));
});

Deno.test("jackknife() agrees with leaving clusters out of the data", () => {
  const values = [3, 1, 4, 1, 5, 9, 2, 6];
  const labels = ["a", "a", "b", "c", "c", "c", "d", "d"];
  const ratio = ([sum, n]: Float64Array) => Math.log(sum! / n!);
  const left = leaveOneOut(meanSums(values, labels), ratio);
  ["a", "b", "c", "d"].forEach((out, c) => {
    const rest = values.filter((_, i) => labels[i] !== out);
    assertAlmostEquals(left[c]!, Math.log(rest.reduce((a, b) => a + b) / rest.length), 1e-12);
  });
});

Deno.test("jackknife() on the log scale keeps a ratio's interval above 0, skewed as it should be", () => {
  const values = [0.1, 0.2, 5, 0.1, 9];
  const { low, high, estimate } = jackknife(meanSums(values, [1, 2, 3, 4, 5]), mean, {
    scale: SCALES.log,
  });
  assert(low > 0 && high - estimate > estimate - low);
});

Deno.test("jackknife() has no interval with one cluster, or where one cluster makes the statistic infinite", () => {
  const one = jackknife(meanSums([1, 2], ["a", "a"]), mean);
  assertEquals([one.estimate, one.standardError, one.low], [1.5, NaN, NaN]);
  const broken = jackknife(meanSums([0, 3], ["a", "b"]), mean, { scale: SCALES.log });
  assertEquals([broken.low, broken.high], [NaN, NaN]);
});

Deno.test("every scale leads back", () => {
  for (const { to, from } of Object.values(SCALES)) {
    for (const x of [0.1, 0.5, 0.9]) assertAlmostEquals(from(to(x)), x, 1e-12);
  }
});
