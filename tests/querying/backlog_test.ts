import { assert, assertEquals, assertThrows } from "@std/assert";
import { makeBacklog } from "../../lib/querying/backlog.ts";
import type { Ask } from "../../lib/querying/engine.ts";
import { asksOf } from "./mock_providers.ts";

const third = (i: number) => i % 3 === 0;

/** Adds asks in chunks and takes some in between. */
function passThrough(asks: Iterable<Ask>, all: readonly Ask[]) {
  const backlog = makeBacklog(asks);
  const taken: Ask[] = [];
  for (let at = 0; at < all.length; at += 700) {
    backlog.add(all.slice(at, at + 700), (i) => third(at + i));
    taken.push(...backlog.take(100));
  }
  while (backlog.size > 0) taken.push(...backlog.take(100));
  assertEquals(backlog.take(100), []);
  return taken;
}

Deno.test("makeBacklog() gives back, in order, what the journal has, of an array and of a generator", () => {
  const all = asksOf(5000);
  const expected = all.filter((_, i) => third(i));
  assertEquals(passThrough(all, all), expected);
  assertEquals(passThrough(all.values(), all), expected);
});

Deno.test("makeBacklog() holds no asks that can be gone through again, and is full at many of a generator", () => {
  const content = "?".repeat(2 ** 20);
  const asks = asksOf(100).map((ask) => ({
    ...ask,
    messages: [{ role: "user" as const, content }],
  }));
  const again = makeBacklog(asks);
  again.add(asks, () => true);
  assert(!again.full);
  const held = makeBacklog(asks.values());
  held.add(asks.slice(0, 30), () => true);
  assert(!held.full);
  held.add(asks.slice(30), () => true);
  assert(held.full);
  held.take(70);
  assert(!held.full);
  held.take(30);
  assertEquals(held.size, 0);
});

Deno.test("makeBacklog() counts messages that models share once", () => {
  const messages = [{ role: "user" as const, content: "?".repeat(2 ** 20) }];
  const asks = asksOf(1000).map((ask) => ({ ...ask, messages }));
  const held = makeBacklog(asks.values());
  held.add(asks, () => true);
  assert(!held.full);
});

Deno.test("makeBacklog() throws where asks that were gone through are not there again", () => {
  const asks = asksOf(3);
  const backlog = makeBacklog(asks);
  backlog.add([...asks], () => true);
  asks.pop();
  assertThrows(() => backlog.take(3), Error, "Expected 3 asks when gone through again but found 2");
});
