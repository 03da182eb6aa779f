import { assert, assertEquals } from "@std/assert";
import { rankIntervals } from "../../lib/analysis/bradley_terry/mod.ts";
import { comparisonSet, contestsOf } from "../../lib/analysis/bradley_terry/comparisons.ts";
import {
  FEWEST_CONTESTS,
  FEWEST_OF_CATEGORY,
  studyRankings,
} from "../../lib/pipeline/study_rankings.ts";

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

Deno.test("studyRankings() gives a rare category no place, nor one that is rare without it", () => {
  const { queries, positions } = planted(60);
  const rare = (name: string, other: string, count: number) =>
    Array.from({ length: count }, (_, i) => ({
      ...{ query: `${name}${i}`, pair: `${name}${i}`, nudge: "neutral" as const },
      ...{ category1: name, category2: other },
    }));
  const more = [...rare("Pomp", "Law", FEWEST_OF_CATEGORY), ...rare("Rust", "Law", 2)];
  const rows = (added: typeof more) =>
    studyRankings([
      ...positions,
      ...added.map(({ query, pair }) => ({ query, pair, model: "o3", value1: 6, value2: 0 })),
    ], [...queries, ...added]).map(({ item }) => item);
  assertEquals(rows(more), ["Pomp", "Law", "Care", "Wit"]);
  // Five pairs, but one of them with what is rare itself.
  assertEquals(rows([...rare("Pomp", "Law", FEWEST_OF_CATEGORY - 1), ...rare("Rust", "Pomp", 1)]), [
    "Law",
    "Care",
    "Wit",
  ]);
});

Deno.test("studyRankings() ranks each model by its own contests, as rankIntervals() does", async () => {
  const { queries, positions } = planted(60);
  const other = positions.map((row) => ({
    ...{ ...row, model: "grok_4" },
    ...{ value1: row.value2, value2: row.value1 },
  }));
  const options = { replicates: 10 };
  const rows = studyRankings([...positions, ...other], queries, options);
  assertEquals(rows.map(({ item }) => item), ["Law", "Care", "Wit", "Wit", "Care", "Law"]);
  const contests = other.map((row, i) => {
    const { category1: item1, category2: item2, nudge } = queries[i]!;
    return { ...row, item1, item2, nudge };
  });
  const { items } = await rankIntervals(comparisonSet(contestsOf(contests)), options);
  assertEquals(rows.slice(3), items.map((item) => ({ model: "grok_4", ...item })));
});
