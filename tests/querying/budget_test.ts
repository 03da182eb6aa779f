import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Budget } from "../../lib/querying/budget.ts";

Deno.test("Budget lets a call wait for what others give back, and is exhausted when none can", async () => {
  const budget = new Budget(10);
  assertEquals(budget.lacking, 0);
  assertEquals(budget.reserve(8), true);
  const second = budget.reserve(5);
  budget.settle(8, 1);
  assertEquals(await second, true);
  const third = budget.reserve(6);
  budget.settle(5, 5);
  assertEquals([await third, budget.exhausted, budget.spent], [false, true, 6]);
  assertEquals(budget.lacking, 6);
});

Deno.test("Budget never passes its cap when no call costs more than it reserved", async () => {
  await fc.assert(fc.asyncProperty(
    fc.double({ min: 0.1, max: 50, noNaN: true }),
    fc.array(
      fc.record({
        most: fc.double({ min: 0, max: 5, noNaN: true }),
        share: fc.double({ min: 0, max: 1, noNaN: true }),
        turns: fc.nat(5),
      }),
      { maxLength: 60 },
    ),
    async (cap, calls) => {
      const budget = new Budget(cap);
      const went = await Promise.all(calls.map(async ({ most, share, turns }) => {
        if (!(await budget.reserve(most))) return false;
        for (let i = 0; i < turns; i++) await Promise.resolve();
        budget.settle(most, most * share);
        return true;
      }));
      assert(budget.spent <= cap + 1e-9);
      assertEquals(went.every((w) => w), !budget.exhausted);
    },
  ));
});

Deno.test("Budget without a cap lets all through and counts", () => {
  const budget = new Budget(null);
  assertEquals(budget.reserve(1e9), true);
  budget.settle(1e9, 3);
  assertEquals(budget.spent, 3);
});
