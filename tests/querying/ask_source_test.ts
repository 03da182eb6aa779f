import { assertEquals, assertThrows } from "@std/assert";
import { askSource } from "../../lib/querying/ask_source.ts";

Deno.test("askSource() takes from an iterable as much as is wanted, and ends it when left", () => {
  let left = false;
  function* numbers() {
    try {
      for (let i = 0; i < 10; i++) yield i;
    } finally {
      left = true;
    }
  }
  const source = askSource(numbers(), () => {});
  assertEquals([source.take(3), source.take(0), source.take(2)], [[0, 1, 2], [], [3, 4]]);
  assertEquals([source.ended, left], [false, false]);
  source.close();
  assertEquals([source.take(3), source.ended, left], [[], true, true]);
});

Deno.test("askSource() takes what an asynchronous iterable has ready, and is never far behind it", async () => {
  let given = 0;
  let ready = 0;
  async function* numbers() {
    for (; given < 2000; given++) yield given;
    await Promise.resolve();
  }
  const source = askSource(numbers(), () => ready++);
  assertEquals(source.take(10), []);
  const all: number[] = [];
  while (!source.ended) {
    await new Promise((resolve) => setTimeout(resolve));
    assertEquals(given - all.length <= 512, true, `${given} given at ${all.length}`);
    all.push(...source.take(300));
  }
  assertEquals(all, Array.from({ length: 2000 }, (_, i) => i));
  assertEquals(ready > 0, true);
});

Deno.test("askSource() throws what an asynchronous iterable threw, after what came before", async () => {
  async function* broken() {
    yield 1;
    await Promise.resolve();
    throw new Error("the source broke");
  }
  const source = askSource(broken(), () => {});
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(source.take(5), [1]);
  assertEquals(source.ended, false);
  assertThrows(() => source.take(5), Error, "the source broke");
});
