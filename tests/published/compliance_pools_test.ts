import { assertEquals } from "@std/assert";
import { compliancePools } from "../../lib/published/compliance_pools.ts";
import type { Decision } from "../../lib/study/verdict.ts";

const response = (query: string, model: string, ...decisions: (Decision | null)[]) => ({
  query,
  pair: query,
  model,
  bin: "random_in_S" as string | null,
  decisions: new Map(decisions.map((decision, i) => [`judge ${i}`, decision])),
});

Deno.test("compliancePools() fails a response by most judges, and counts ambiguous as a failure", () => {
  const [yes, no, maybe] = ["compliant", "non-compliant", "ambiguous"] as const;
  const rows = compliancePools([
    response("one fails", "a", yes, maybe, no),
    response("one fails", "b", yes, yes, no),
    response("none", "a", no, no, no),
    response("none", "b", maybe, maybe, yes),
  ], 2);
  assertEquals(rows.map(({ outcome, rate, n }) => [outcome, rate, n]), [
    ["all_five_pass", 0, 2],
    ["at_least_one_fails", 1, 2],
    ["all_five_fail", 0.5, 2],
  ]);
});

Deno.test("compliancePools() leaves out, and counts, queries that lack a model or a decision", () => {
  const rows = compliancePools([
    response("whole", "a", "compliant"),
    response("whole", "b", "compliant"),
    response("one model", "a", "compliant"),
    response("no decision", "a", null),
    response("no decision", "b", "compliant"),
    { ...response("no pool", "a", "compliant"), bin: null },
  ], 2);
  assertEquals(rows.map(({ n, missing, count }) => [n, missing, count]), [
    [1, 2, 1],
    [1, 2, 0],
    [1, 2, 0],
  ]);
});
