import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { planText } from "../../lib/cli/study_plan_text.ts";
import type { PlanRow } from "../../lib/cli/study_plan.ts";
import type { StudyConfig } from "../../lib/study/config.ts";

const model = { key: "m", provider: "p", model: "m" };
const judged = (judges: number) =>
  ({ complianceJudges: Array.from({ length: judges }, () => model) }) as unknown as StudyConfig;
const row = (over: Partial<PlanRow>): PlanRow => ({
  stage: "respond",
  model,
  calls: 1200,
  inJournal: 200,
  left: 1000,
  exact: true,
  ofHigh: false,
  likely: null,
  ...over,
});

Deno.test("planText() says how many calls are left, and where that is a bound", () => {
  const exact = planText([row({})], judged(0));
  assertMatch(exact, /^respond\s+m\s+1,200\s+200\s+1,000$/m);
  assertStringIncludes(exact, "1,000 calls are left, and second asks");
  assertStringIncludes(planText([row({ exact: false })], judged(0)), "are left at most, and");
  const none = planText([row({ left: 0, exact: false })], judged(0));
  assertStringIncludes(none, "0 calls are left.");
});

Deno.test("planText() says what hangs on the queries of high disagreement", () => {
  const likely = { left: 300, low: 250, high: 380 };
  const told = "Only queries of high disagreement";
  const high = planText([row({ ofHigh: true, likely })], judged(2));
  assertStringIncludes(high, "300 (250 to 380)");
  assertStringIncludes(high, told);
  assertEquals(planText([row({})], judged(2)).includes(told), false);
});

Deno.test("planText() says what one judge alone cannot show of a spec", () => {
  const told = "One judge alone shows no contradiction";
  assertEquals([0, 1, 2].map((n) => planText([row({})], judged(n)).includes(told)), [
    false,
    true,
    false,
  ]);
});
