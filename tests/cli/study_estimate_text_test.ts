import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { estimateText } from "../../lib/cli/study_estimate_text.ts";
import type { CostEstimate } from "../../lib/querying/estimate.ts";

const role = (over: Partial<CostEstimate>): CostEstimate => ({
  stage: "respond",
  model: "m",
  calls: 1200,
  usd: 12,
  low: 10,
  high: 15,
  pilot: 40,
  again: null,
  ...over,
});
const total = (roles: CostEstimate[], usd: number | null = 12) =>
  estimateText({ roles, usd, low: usd && 10, high: usd && 15 });

Deno.test("estimateText() lays out the roles with the sum and its interval", () => {
  const text = total([role({})]);
  assertMatch(text, /^respond\s+m\s+1,200\s+\$12\.00\s+\$10\.00 to \$15\.00\s+40 calls made$/m);
  assertStringIncludes(text, "Left to spend: $12.00 ($10.00 to $15.00)");
});

Deno.test("estimateText() says what a sum rests on that no pilot bears", () => {
  const told = "What rests on token counts is bounded";
  assertStringIncludes(total([role({ pilot: 0 })]), told);
  assertEquals(total([role({})]).includes(told), false);
});

Deno.test("estimateText() says how to give a price that is missing, and gives no sum", () => {
  const text = total([role({ usd: null, low: null, high: null, pilot: 0 })], null);
  assertMatch(text, /no price$/m);
  assertStringIncludes(text, 'in the field "prices" of study.json');
  assertEquals(text.includes("Left to spend"), false);
});

Deno.test("estimateText() tells second asks, and whether their rate is assumed", () => {
  const again = { calls: 1500, rate: 0.02, assumed: true };
  assertStringIncludes(
    total([role({ again })]),
    "About 1,500 second asks are part of it, for answers that cannot be read, 2 in 100 where",
  );
  assertStringIncludes(
    total([role({ again: { ...again, assumed: false } })]),
    "cannot be read.",
  );
});

Deno.test("estimateText() says where nothing is left to ask", () => {
  assertEquals(
    total([role({ calls: 0 })]),
    "Nothing is left to ask: the journal answers every call.",
  );
});
