import { assert, assertEquals } from "@std/assert";
import { type Dilemma, intent } from "../../lib/simulation/intent.ts";
import { nullPlan, type Plan } from "../../lib/simulation/plan.ts";

const value = (name: string, category: string) => ({ name, category, domain: "d" });
const dilemma = (more: Partial<Dilemma> = {}): Dilemma => ({
  a: value("haste", "Speed"),
  b: value("care", "Caution"),
  leanA: 0,
  leanB: 0,
  decided: null,
  query: "Haste or care?",
  sample: 0,
  ...more,
});
const mean = (plan: Plan, model: string, more: Partial<Dilemma> = {}) => {
  const steps = Array.from(
    { length: 400 },
    (_, sample) => intent(plan, model, dilemma({ ...more, sample })),
  );
  return [0, 1].map((i) => steps.reduce((sum, pair) => sum + pair[i]!, 0) / steps.length) as [
    number,
    number,
  ];
};

Deno.test("intent() moves a model by its affinity and by what the person wants", () => {
  const plan = { ...nullPlan(1), affinity: { m: { Speed: 1 }, n: {} } };
  const [m, n] = [mean(plan, "m"), mean(plan, "n")];
  assert(m[0] - n[0] > 0.7 && m[1] < n[1]);
  assert(mean(plan, "n", { leanA: 3 })[0] - n[0] > 0.6);
});

Deno.test("intent() stays on the scale and follows the sample alone", () => {
  const plan = { ...nullPlan(1), affinity: { m: { Speed: 9, Caution: -9 } } };
  assertEquals(intent(plan, "m", dilemma()), [6, 0]);
  assertEquals(intent(nullPlan(1), "m", dilemma()), intent(nullPlan(1), "m", dilemma()));
});

Deno.test("intent() lets half of the panel take each side of a vague pair, until a spec decides", () => {
  const affinity = { m: { Speed: 1 }, n: { Caution: 1 }, o: { Speed: 0.5 }, p: { Caution: 0.5 } };
  const plan: Plan = { ...nullPlan(1), affinity, vaguePairs: [["Caution", "Speed"]] };
  const sides = ["m", "n", "o", "p"].map((model) => mean(plan, model)[0] > 3);
  assertEquals(sides, [true, false, true, false]);
  const decided = ["m", "n", "o", "p"].map((model) => mean(plan, model, { decided: "Caution" }));
  assert(decided.every(([a, b]) => a < 2 && b > 4));
});
