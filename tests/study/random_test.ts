import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Random } from "../../lib/study/random.ts";

const draws = (random: Random, n: number) => Array.from({ length: n }, () => random.next());

Deno.test("Random gives the same numbers for the same seed, on every machine", () => {
  const random = new Random("faultline");
  assertEquals(draws(random, 3), FROZEN);
  assertEquals(draws(new Random("faultline"), 3), FROZEN);
});

Deno.test("Random gives other numbers for another seed, and tells 1 from '1'", () => {
  assert(new Random(1).next() !== new Random(2).next());
  assert(new Random(1).next() !== new Random("1").next());
});

Deno.test("next() is uniform on [0, 1)", () => {
  const random = new Random(7);
  const bins = new Array(20).fill(0);
  for (let i = 0; i < 40_000; i++) bins[Math.floor(random.next() * 20)]++;
  const chiSquare = bins.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0);
  assert(chiSquare < 43.8, `chi-square ${chiSquare} of 19 degrees has probability < 0.001`);
});

Deno.test("int() stays below n and reaches every value", () => {
  fc.assert(fc.property(fc.integer(), fc.integer({ min: 1, max: 12 }), (seed, n) => {
    const random = new Random(seed);
    const seen = new Set(Array.from({ length: 60 * n }, () => random.int(n)));
    return seen.size === n && [...seen].every((value) => value >= 0 && value < n);
  }));
});

Deno.test("int() throws on what is no size", () => {
  for (const n of [0, -1, 1.5, NaN, 2 ** 33]) {
    assertThrows(() => new Random(1).int(n), RangeError, "Expected n to be an integer");
  }
});

Deno.test("pick() throws on an empty list", () => {
  assertThrows(() => new Random(1).pick([]), RangeError, "at least one item");
});

Deno.test("shuffle() keeps the items, leaves the input and makes all orders equally likely", () => {
  const items = ["a", "b", "c"];
  const random = new Random("orders");
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const order = random.shuffle(items).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assertEquals(items, ["a", "b", "c"]);
  assertEquals([...counts.keys()].sort(), ["abc", "acb", "bac", "bca", "cab", "cba"]);
  const chiSquare = [...counts.values()].reduce(
    (sum, count) => sum + (count - 1000) ** 2 / 1000,
    0,
  );
  assert(chiSquare < 20.5, `chi-square ${chiSquare} of 5 degrees has probability < 0.001`);
});

Deno.test("normal() has mean 0, SD 1 and the tails of a normal", () => {
  const random = new Random("normal");
  const values = Array.from({ length: 40_000 }, () => random.normal());
  const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / values.length;
  const beyond = values.filter((x) => Math.abs(x) > 1.96).length / values.length;
  assert(
    Math.abs(mean) < 0.02 && Math.abs(variance - 1) < 0.03,
    `mean ${mean}, variance ${variance}`,
  );
  assert(Math.abs(beyond - 0.05) < 0.004, `beyond 1.96: ${beyond}`);
});

Deno.test("fork() depends on seed and labels, not on what was drawn", () => {
  const fresh = new Random("study");
  const used = new Random("study");
  draws(used, 100);
  assertEquals(draws(used.fork("a").fork(2), 4), draws(fresh.fork("a").fork(2), 4));
  assertEquals(draws(new Random("study", "a", 2), 4), draws(fresh.fork("a").fork(2), 4));
});

Deno.test("fork() keeps its parent's stream where it was, and labels do not run together", () => {
  const random = new Random("study");
  random.fork("a");
  assertEquals(random.next(), new Random("study").next());
  assert(new Random("s", "ab").next() !== new Random("s", "a", "b").next());
  assert(new Random("s", 1).next() !== new Random("s", "1").next());
});

Deno.test("Random throws on a seed that is no number", () => {
  assertThrows(() => new Random(NaN), RangeError, "found NaN");
  assertThrows(() => new Random(1, Infinity), RangeError, "found Infinity");
});

const FROZEN = [0.6766631208891903, 0.240824495580526, 0.5951737536461565];
