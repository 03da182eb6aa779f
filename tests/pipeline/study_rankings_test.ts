import { assert, assertEquals, assertGreater } from "@std/assert";
import { rankIntervals } from "../../lib/analysis/bradley_terry/mod.ts";
import { comparisonSet, contestsOf } from "../../lib/analysis/bradley_terry/comparisons.ts";
import { FEWEST_CONTESTS, studyRankings } from "../../lib/pipeline/study_rankings.ts";
import { simulatedRun } from "./simulated_run.ts";

/** Value pairs of two of three categories, the second of which prevails over all and the third over none. */
function planted(pairs: number) {
  const categories = ["Care", "Law", "Wit"];
  const queries = Array.from({ length: pairs }, (_, i) => ({
    query: `q${i}`,
    pair: `p${i}`,
    category1: categories[i % 3]!,
    category2: categories[(i + 1) % 3]!,
    nudge: "neutral" as const,
  }));
  const worth: Record<string, number> = { Care: 3, Law: 5, Wit: 1 };
  const positions = queries.map(({ query, pair, category1, category2 }) => ({
    ...{ query, pair, model: "o3" },
    ...{ value1: worth[category1]!, value2: worth[category2]! },
  }));
  return { queries, positions };
}

Deno.test("studyRankings() finds a planted order of the categories, with the intervals of the ranks", () => {
  const { queries, positions } = planted(60);
  const rows = studyRankings(positions, queries);
  assertEquals(rows.map(({ item, rank }) => [item, rank]), [["Law", 1], ["Care", 2], ["Wit", 3]]);
  assert(rows.every((row) => row.rank_low <= row.rank && row.rank <= row.rank_high));
  assert(
    rows.every((row) => row.strength_low <= row.strength && row.strength <= row.strength_high),
  );
  assertEquals(rows.map(({ n }) => n), [40, 40, 40]);
});

Deno.test("studyRankings() tells no order from a few value pairs, nor from pairs within a category", () => {
  const { queries, positions } = planted(FEWEST_CONTESTS);
  assertEquals(studyRankings(positions, queries).length, 3);
  assertEquals(studyRankings(positions.slice(1), queries), []);
  const within = queries.map((row) => ({ ...row, category2: row.category1 }));
  assertEquals(studyRankings(positions, within), []);
  const lost = positions.map((row, i) => i === 0 ? { ...row, value1: null } : row);
  assertEquals(studyRankings(lost, queries), []);
});

Deno.test("studyRankings() ranks each model by its own contests, as rankIntervals() does", async () => {
  const { run } = await simulatedRun();
  const options = { replicates: 10 };
  const rows = studyRankings(run.positionRows, run.queryRows, options);
  assertEquals(new Set(rows.map(({ model }) => model)).size, 12);
  const queries = new Map(run.queryRows.map((row) => [row.query, row]));
  const contests = run.positionRows.filter(({ model }) => model === "o3").map((row) => {
    const { category1: item1, category2: item2, nudge } = queries.get(row.query)!;
    return { ...row, item1, item2, nudge };
  });
  const { items } = await rankIntervals(comparisonSet(contestsOf(contests)), options);
  assertGreater(items.length, 5);
  assertEquals(
    rows.filter(({ model }) => model === "o3"),
    items.map((item) => ({ model: "o3", ...item })),
  );
});
