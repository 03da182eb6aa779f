import { assert, assertEquals, assertThrows } from "@std/assert";
import { makeBacklog } from "../../lib/querying/backlog.ts";
import { callOfAsk } from "../../lib/querying/call_of_ask.ts";
import type { Ask } from "../../lib/querying/engine.ts";
import type { Api } from "../../lib/querying/reading.ts";
import { callKey } from "../../lib/study/call.ts";
import { asksOf } from "./mock_providers.ts";

const keyOf = (ask: Ask) => callKey(callOfAsk(ask.model.provider as Api, ask).call);
const keyed = <A extends Ask>(asks: readonly A[]) => asks.map((ask) => ({ ask, key: keyOf(ask) }));
const asksIn = (items: readonly { readonly ask: Ask }[]) => items.map(({ ask }) => ask);

/** Adds asks in chunks and takes some in between. */
function passThrough(asks: Iterable<Ask>, all: readonly Ask[], there: ReadonlySet<string>) {
  const backlog = makeBacklog(asks, keyOf);
  const taken: Ask[] = [];
  for (let at = 0; at < all.length; at += 700) {
    backlog.add(keyed(all.slice(at, at + 700)), (key) => there.has(key));
    taken.push(...asksIn(backlog.take(100)));
  }
  while (backlog.size > 0) taken.push(...asksIn(backlog.take(100)));
  assertEquals(backlog.take(100), []);
  return taken;
}

Deno.test("makeBacklog() gives back, in order, what the journal has, of an array and of a generator", () => {
  const all = asksOf(5000);
  const expected = all.filter((_, i) => i % 3 === 0);
  const there = new Set(expected.map(keyOf));
  assertEquals(passThrough(all, all, there), expected);
  assertEquals(passThrough(all.values(), all, there), expected);
});

Deno.test("makeBacklog() holds no asks that can be gone through again, and is full at many of a generator", () => {
  const content = "?".repeat(2 ** 20);
  const asks = asksOf(100).map((ask) => ({
    ...ask,
    messages: [{ role: "user" as const, content }],
  }));
  const again = makeBacklog(asks, keyOf);
  again.add(keyed(asks), () => true);
  assert(!again.full);
  const held = makeBacklog(asks.values(), keyOf);
  held.add(keyed(asks.slice(0, 30)), () => true);
  assert(!held.full);
  held.add(keyed(asks.slice(30)), () => true);
  assert(held.full);
  held.take(70);
  assert(!held.full);
  held.take(30);
  assertEquals(held.size, 0);
});

Deno.test("makeBacklog() counts messages that models share once", () => {
  const messages = [{ role: "user" as const, content: "?".repeat(2 ** 20) }];
  const asks = asksOf(1000).map((ask) => ({ ...ask, messages }));
  const held = makeBacklog(asks.values(), keyOf);
  held.add(keyed(asks), () => true);
  assert(!held.full);
});

Deno.test("makeBacklog() throws where asks that were gone through are not there again", () => {
  const asks = asksOf(3);
  const backlog = makeBacklog(asks, keyOf);
  backlog.add(keyed(asks), () => true);
  asks.pop();
  assertThrows(() => backlog.take(3), Error, "Expected 3 asks when gone through again but found 2");
});

Deno.test("makeBacklog() throws where an iterable gives other asks the second time, and mixes no two up", () => {
  const all = asksOf(9);
  let times = 0;
  const asks = {
    // As one would that is shuffled, or reads what has changed: the same asks, in another order.
    *[Symbol.iterator]() {
      yield* ++times === 1 ? [...all.slice(0, 4), all[5]!, all[4]!, ...all.slice(6)] : all;
    },
  };
  const backlog = makeBacklog(asks, keyOf);
  backlog.add(keyed(all), () => true);
  assertThrows(
    () => backlog.take(9),
    Error,
    "Expected the same asks when gone through again but ask 5 is another one",
  );
});

Deno.test("makeBacklog() ends the iterator that it goes through again when it is closed", () => {
  let open = 0;
  const all = asksOf(9);
  const asks = {
    *[Symbol.iterator]() {
      open++;
      try {
        yield* all;
      } finally {
        open--;
      }
    },
  };
  const backlog = makeBacklog(asks, keyOf);
  backlog.add(keyed(all), () => true);
  assertEquals(asksIn(backlog.take(4)), all.slice(0, 4));
  assertEquals(open, 1);
  backlog.close();
  assertEquals(open, 0);
});
