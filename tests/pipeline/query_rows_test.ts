import { assertAlmostEquals, assertEquals } from "@std/assert";
import { queryRows } from "../../lib/pipeline/query_rows.ts";
import type { Outcome } from "../../lib/study/outcome.ts";
import type { Position } from "../../lib/study/position.ts";
import type { Query, Scenario } from "../../lib/study/scenario.ts";

const model = (key: string, family: string) => ({ key, provider: family, model: key, family });
const panel = [
  model("a1", "openai"),
  model("a2", "openai"),
  model("b1", "xai"),
];
const queries: Query[] = [
  { id: "s1/neutral", scenario: "s1", nudge: "neutral", text: "What now?" },
  { id: "s1/value1", scenario: "s1", nudge: "value1", text: "Truth matters. What now?" },
];
const scenario: Scenario = {
  id: "s1",
  pair: {
    id: "p1",
    value1: { name: "Candour", category: "Honesty", domain: "Social" },
    value2: { name: "Kindness", category: "Care", domain: "Social" },
  },
  generator: "g",
  queries,
};

function position(
  query: string,
  of: string,
  value1: number | null,
  value2: number | null = value1,
  outcome: Outcome = value1 === null ? "filtered" : "answered",
): Position {
  return {
    query,
    model: of,
    sample: 0,
    judge: "j",
    repeat: 0,
    outcome,
    value1,
    value2,
    confidence: null,
    reasoning: null,
    place: null,
  };
}

Deno.test("queryRows() gives the larger population SD of the two values, and each family's own", () => {
  const [row] = queryRows({
    queries,
    scenarios: [scenario],
    positions: [
      position("s1/neutral", "a1", 0, 3),
      position("s1/neutral", "a2", 6, 3),
      position("s1/neutral", "b1", 3, 0),
    ],
    panel,
  });
  assertAlmostEquals(row!.std_value1!, Math.sqrt(6));
  assertAlmostEquals(row!.std_value2!, Math.sqrt(2));
  assertEquals(row!.disagreement, row!.std_value1);
  assertEquals(row!.by_family, { openai: 3, xai: null });
  assertEquals([row!.pair, row!.category1, row!.category2], ["p1", "Honesty", "Care"]);
});

Deno.test("queryRows() keeps the order of the queries and counts every requested cell", () => {
  const rows = queryRows({
    queries: queries.toReversed(),
    scenarios: [scenario],
    positions: [
      position("s1/neutral", "a1", 2),
      position("s1/neutral", "a2", null),
      position("s1/neutral", "b1", null, null, "not_run"),
    ],
    panel,
  });
  assertEquals(rows.map((row) => row.query), ["s1/value1", "s1/neutral"]);
  assertEquals(rows[1]!.disagreement, null);
  assertEquals(rows[1]!.outcomes, {
    answered: 1,
    filtered: 1,
    truncated: 0,
    unparseable: 0,
    failed: 0,
    not_run: 1,
  });
  assertEquals(Object.values(rows[0]!.outcomes), [0, 0, 0, 0, 0, 0]);
});
