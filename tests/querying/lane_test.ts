import { assertEquals } from "@std/assert";
import { Lane } from "../../lib/querying/lane.ts";
import { RateController } from "../../lib/querying/rate_controller.ts";
import { FakeClock } from "./fake_clock.ts";

const never = () => false;

function lane(limits: Partial<ConstructorParameters<typeof RateController>[0]> = {}) {
  const clock = new FakeClock();
  const controller = new RateController({ start: 1, ceiling: 1, ...limits }, clock.now());
  return { clock, controller, lane: new Lane("p", controller, clock) };
}

Deno.test("Lane lets models take turns", async () => {
  const { lane: l, controller, clock } = lane();
  const order: string[] = [];
  const ask = async (model: string) => {
    const ticket = await l.acquire(model, 1, never);
    order.push(model);
    controller.failed(clock.now(), ticket!);
    l.pump();
  };
  const first = await l.acquire("a", 1, never);
  const all = ["a", "a", "a", "b", "b"].map(ask);
  controller.failed(0, first!);
  l.pump();
  await Promise.all(all);
  assertEquals(order, ["a", "b", "a", "b", "a"]);
});

Deno.test("Lane sends by itself when a pause is over", async () => {
  const { lane: l, controller, clock } = lane();
  controller.limited(0, controller.sent(0, "a", 1), undefined, 60_000);
  let sent = -1;
  const ticket = l.acquire("a", 1, never).then(() => sent = clock.now());
  await clock.advance(59_999);
  assertEquals(sent, -1);
  await clock.advance(1);
  await ticket;
  assertEquals(sent, 60_000);
});

Deno.test("Lane does not let a model that is held back hold the others", async () => {
  const { lane: l, controller, clock } = lane({ start: 5, ceiling: 5 });
  const requests = { limit: 10, remaining: 0, reset: 100_000 };
  controller.succeeded(0, controller.sent(0, "slow", 1), { requests, tokens: null });
  let slow = false;
  const waiting = l.acquire("slow", 1, never).then(() => slow = true);
  await l.acquire("fast", 1, never);
  assertEquals(slow, false);
  await clock.advance(10_000);
  await waiting;
});

Deno.test("Lane turns away at a sweep what shall not be sent any more", async () => {
  const { lane: l } = lane();
  await l.acquire("a", 1, never);
  let stopped = false;
  const waiting = [1, 2, 3].map(() => l.acquire("a", 1, () => stopped));
  stopped = true;
  l.sweep();
  assertEquals(await Promise.all(waiting), [null, null, null]);
});

Deno.test("Lane tells how long all models that wait are held back by their allowances", async () => {
  const { lane: l, controller, clock } = lane({ start: 2, ceiling: 2 });
  const none = { limit: 60, remaining: 0, reset: 60_000 };
  controller.succeeded(0, controller.sent(0, "a", 1), { requests: none, tokens: null });
  assertEquals(l.state().pausedSeconds, 0);
  const ticket = l.acquire("a", 1, never);
  assertEquals(l.state().pausedSeconds, 1);
  await clock.advance(1000);
  await ticket;
  assertEquals(l.state().pausedSeconds, 0);
});
