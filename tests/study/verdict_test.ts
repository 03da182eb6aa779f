import { assertEquals } from "@std/assert";
import { DECISIONS, verdictSchema } from "../../lib/study/verdict.ts";

const verdict = {
  query: "s1/neutral",
  pair: "p1",
  model: "o3",
  sample: 0,
  judge: "o3",
  outcome: "answered",
  decision: "compliant",
  reasoning: "It is kind.",
  clauses: [{ id: "kind", exists: true, quote: null, quoteFound: null }],
};

Deno.test("verdictSchema takes each decision, and a verdict that has none", () => {
  for (const decision of [...DECISIONS, null]) {
    assertEquals(verdictSchema.safeParse({ ...verdict, decision }).success, true);
  }
  for (
    const wrong of [
      { ...verdict, decision: "maybe" },
      { ...verdict, clauses: [{ id: "kind" }] },
      { ...verdict, clauses: [{ ...verdict.clauses[0], id: "" }] },
      { ...verdict, judge: "" },
    ]
  ) assertEquals(verdictSchema.safeParse(wrong).success, false);
});
