import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { clusteredMean } from "../../../lib/analysis/clustered.ts";
import { holm } from "../../../lib/analysis/comparison/adjust.ts";
import { mcnemar } from "../../../lib/analysis/comparison/mcnemar.ts";
import {
  pairedDifferences,
  pairedDifferenceTable,
  type ScoreRow,
} from "../../../lib/analysis/comparison/paired_differences.ts";
import { Random } from "../../../lib/study/random.ts";

/** Rows of models by queries, three queries to a pair. */
function rowsOf(scores: Record<string, (number | null)[]>): ScoreRow[] {
  return Object.entries(scores).flatMap(([model, own]) =>
    own.map((score, q) => ({ query: `q${q}`, pair: `p${Math.floor(q / 3)}`, model, score }))
  );
}

const example = rowsOf({
  a: [6, 5, 5, 4, 4, null, 3],
  b: [2, 3, 1, 4, 2, 1, 3],
  c: [2, 3, 1, 4, 2, 1, 3],
});

Deno.test("pairedDifferences() takes the queries that both have, clustered on the pair", () => {
  const [ab, ac, bc] = pairedDifferences(example);
  const expected = clusteredMean([4, 2, 4, 0, 2, 0], ["p0", "p0", "p0", "p1", "p1", "p2"]);
  assertEquals([ab!.model_a, ab!.model_b, ab!.n, ab!.missing, ab!.clusters], ["a", "b", 6, 1, 3]);
  assertEquals([ab!.difference, ab!.low, ab!.high], [
    expected.estimate,
    expected.low,
    expected.high,
  ]);
  assertAlmostEquals(ab!.mean_a - ab!.mean_b, ab!.difference, 1e-12);
  assertEquals([ac!.difference, bc!.difference, bc!.p], [ab!.difference, 0, 1]);
});

Deno.test("pairedDifferences() gives a p that is 0.05 where the interval just holds 0", () => {
  const [ab] = pairedDifferences(example, { level: 0.95 });
  const [same] = pairedDifferences(example, { level: 1 - ab!.p });
  assertAlmostEquals(Math.min(Math.abs(same!.low), Math.abs(same!.high)), 0, 1e-6);
});

Deno.test("pairedDifferences() adjusts over all pairs of models: 66 of 12", () => {
  const random = new Random(3);
  const scores = Object.fromEntries(Array.from({ length: 12 }, (_, m) => [
    `m${m}`,
    Array.from({ length: 30 }, () => random.int(7)),
  ]));
  const rows = pairedDifferences(rowsOf(scores));
  assertEquals(rows.length, 66);
  assertEquals(rows.map((row) => row.p_holm), holm(rows.map((row) => row.p)));
  assert(rows.every((row) => row.p <= row.p_bh && row.p_bh <= row.p_holm));
});

Deno.test("pairedDifferences() adds McNemar's test where all scores are 0 or 1", () => {
  const [row] = pairedDifferences(rowsOf({ a: [1, 1, 1, 1, 0, 0, 1], b: [0, 0, 0, 1, 1, 0, 0] }));
  assertEquals(row!.p_mcnemar, mcnemar(4, 1));
  assert(Number.isNaN(pairedDifferences(example)[0]!.p_mcnemar));
});

Deno.test("pairedDifferences() of a constant difference counts the value pairs, and claims no more", () => {
  const [few] = pairedDifferences(rowsOf({ a: [3, 3, 3, 3], b: [1, 1, 1, 1] }));
  const many = Array.from({ length: 40 }, () => 3);
  const [sure] = pairedDifferences(rowsOf({ a: many, b: many.map(() => 1) }));
  assertEquals([few!.difference, few!.low, few!.high], [2, 2, 2]);
  assert(few!.p > 0.05 && sure!.p === 2 ** -13);
});

Deno.test("pairedDifferences() does not test on one pair of values", () => {
  const [row] = pairedDifferences(rowsOf({ a: [3, 4], b: [1, 3] }));
  assertEquals([row!.difference, row!.p, row!.p_holm], [1.5, NaN, NaN]);
});

Deno.test("pairedDifferences() throws on a model that comes twice", () => {
  assertThrows(
    () => pairedDifferences([example[0]!, example[0]!]),
    RangeError,
    "found two of q0, a",
  );
});

Deno.test("pairedDifferenceTable() has one row per pair of models", () => {
  assertEquals(pairedDifferenceTable(example).numRows(), 3);
});
