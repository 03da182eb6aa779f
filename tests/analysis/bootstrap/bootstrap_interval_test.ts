import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  bcaInterval,
  percentileInterval,
  quantileOfSorted,
} from "../../../lib/analysis/bootstrap/bootstrap_interval.ts";
import { clusterBootstrap } from "../../../lib/analysis/bootstrap/cluster_bootstrap.ts";
import { clusterSums, totalsOf } from "../../../lib/analysis/bootstrap/cluster_sums.ts";
import { leaveOneOut } from "../../../lib/analysis/bootstrap/jackknife.ts";
import { vectors } from "../vectors.ts";

interface Case {
  x: number[];
  y: number[];
  percentile: [number, number];
  BCa: [number, number];
}

Deno.test("quantileOfSorted() interpolates as R and NumPy do", () => {
  const sorted = [1, 2, 4, 8];
  assertEquals([0, 0.25, 0.5, 0.75, 1].map((p) => quantileOfSorted(sorted, p)), [
    1,
    1.75,
    3,
    5,
    8,
  ]);
});

Deno.test("intervals agree with scipy.stats.bootstrap but for the draws", async () => {
  for (const { x, y, percentile, BCa } of vectors<Case>("bootstrap")) {
    const sums = clusterSums(x.map((_, i) => i), 2, (i, row) => {
      row[0]! += x[i]!;
      row[1]! += y[i]!;
    });
    const ratio = ([a, b]: Float64Array) => a! / b!;
    const draws = (await clusterBootstrap(sums, { replicates: 40_000 })).map(ratio);
    const close = 0.025 * (percentile[1] - percentile[0]);
    const plain = percentileInterval(draws);
    assertAlmostEquals(plain.low, percentile[0], close);
    assertAlmostEquals(plain.high, percentile[1], close);
    const better = bcaInterval(ratio(totalsOf(sums)), draws, leaveOneOut(sums, ratio));
    assertAlmostEquals(better.low, BCa[0], close);
    assertAlmostEquals(better.high, BCa[1], close);
  }
});

Deno.test("bcaInterval() is the percentile interval without bias and acceleration", () => {
  const draws = Array.from({ length: 1001 }, (_, i) => i - 500);
  const plain = percentileInterval(draws);
  const bca = bcaInterval(0, draws, [-1, 1]);
  assertAlmostEquals(bca.low, plain.low, 1e-6);
  assertAlmostEquals(bca.high, plain.high, 1e-6);
});

Deno.test("intervals leave undefined replicates out", () => {
  assertEquals(percentileInterval([NaN, 2, 2, NaN]), { low: 2, high: 2 });
  assertEquals(bcaInterval(9, [1, 1, NaN], [1, 2]), { low: 1, high: 1 });
});
