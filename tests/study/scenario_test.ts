import { assertEquals } from "@std/assert";
import { NUDGES, queryId, scenarioSchema } from "../../lib/study/scenario.ts";

const value = { name: "honesty", category: "Virtues", domain: "Personal" };
const query = (nudge: typeof NUDGES[number]) => ({
  id: queryId("s1", nudge),
  scenario: "s1",
  nudge,
  text: "Is honesty always kind?",
});
const scenario = {
  id: "s1",
  pair: { id: "p1", value1: value, value2: { ...value, name: "tact" } },
  generator: "o3",
  queries: NUDGES.map(query),
};

Deno.test("queryId() tells the queries of a scenario apart", () => {
  assertEquals(NUDGES.map((nudge) => queryId("s1", nudge)), [
    "s1/neutral",
    "s1/value1",
    "s1/value2",
  ]);
});

Deno.test("scenarioSchema takes one to three queries, each with a text and a known nudge", () => {
  assertEquals(scenarioSchema.parse(scenario), scenario);
  assertEquals(
    scenarioSchema.safeParse({ ...scenario, queries: [query("neutral")] }).success,
    true,
  );
  for (
    const queries of [
      [],
      [...scenario.queries, query("neutral")],
      [{ ...query("neutral"), text: "" }],
      [{ ...query("neutral"), nudge: "value3" }],
    ]
  ) assertEquals(scenarioSchema.safeParse({ ...scenario, queries }).success, false);
});
