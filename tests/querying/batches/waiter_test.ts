import { assertEquals, assertRejects } from "@std/assert";
import { Waiter } from "../../../lib/querying/batches/waiter.ts";
import { Budget } from "../../../lib/querying/budget.ts";
import { notRun } from "../../../lib/querying/live.ts";
import { sampleCall, sampleCompletion } from "../../study/samples.ts";

const { key } = sampleCompletion(1);

async function waiterOf(budget: Budget, most: number, leave = (_: Waiter) => {}) {
  await budget.reserve(most);
  const stop = new AbortController();
  const of = { key, call: sampleCall(1), stop: stop.signal, most };
  return { waiter: new Waiter(of, budget, leave), stop };
}

Deno.test("a Waiter is settled once, gives its reservation back then, and counts what was spent", async () => {
  const budget = new Budget(10);
  const { waiter } = await waiterOf(budget, 8);
  waiter.settle(3, notRun(key, "first"));
  waiter.settle(3, notRun(key, "second"));
  waiter.fail(new Error("late"));
  assertEquals([(await waiter.answer).detail, budget.spent, waiter.settled], ["first", 3, true]);
  assertEquals(await budget.reserve(7), true, "the rest is free again");
});

Deno.test("a Waiter spends what was wasted for it too, whatever its end", async () => {
  const budget = new Budget(10);
  const { waiter } = await waiterOf(budget, 8);
  waiter.wasted += 2;
  waiter.fail(new Error("no journal"));
  await assertRejects(() => waiter.answer);
  assertEquals(budget.spent, 2);
});

Deno.test("a Waiter may be given an error, or the answer of another", async () => {
  const budget = new Budget(null);
  const one = await waiterOf(budget, 1);
  one.waiter.fail(new Error("no journal"));
  await assertRejects(() => one.waiter.answer, Error, "no journal");
  const two = await waiterOf(budget, 1);
  two.waiter.settle(0, Promise.resolve(notRun(key, "later")));
  assertEquals((await two.waiter.answer).detail, "later");
});

Deno.test("a Waiter tells of a stop until it is settled", async () => {
  const left: Waiter[] = [];
  const budget = new Budget(null);
  const one = await waiterOf(budget, 1, (waiter) => left.push(waiter));
  one.stop.abort();
  assertEquals(left, [one.waiter]);
  const two = await waiterOf(budget, 1, (waiter) => left.push(waiter));
  two.waiter.settle(0, notRun(key, ""));
  two.stop.abort();
  assertEquals(left.length, 1);
});
