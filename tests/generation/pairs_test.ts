import { assert, assertEquals, assertLess, assertThrows } from "@std/assert";
import fc from "fast-check";
import { drawPairs } from "../../lib/generation/pairs.ts";

const values = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ name: `v${i}`, category: "c", domain: "d" }));
const together = (pair: { value1: { name: string }; value2: { name: string } }) =>
  [pair.value1.name, pair.value2.name].sort().join("|");

Deno.test("drawPairs() draws every pair once when asked for all", () => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 12 }), fc.integer(), (n, seed) => {
    const pairs = [...drawPairs(values(n), n * (n - 1) / 2, seed)];
    assertEquals(new Set(pairs.map(together)).size, n * (n - 1) / 2);
    assert(pairs.every((pair) => pair.value1 !== pair.value2));
  }));
});

Deno.test("drawPairs() begins alike for any count, and differs by seed", () => {
  const few = [...drawPairs(values(50), 20, 7)];
  assertEquals([...drawPairs(values(50), 1000, 7)].slice(0, 20), few);
  assert(JSON.stringify([...drawPairs(values(50), 20, 8)]) !== JSON.stringify(few));
});

Deno.test("drawPairs() draws pairs and their order evenly", () => {
  const counts = new Map<string, number>();
  for (let seed = 0; seed < 6000; seed++) {
    const [pair] = drawPairs(values(3), 1, seed);
    const name = `${pair!.value1.name}${pair!.value2.name}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  assertEquals(counts.size, 6);
  const chiSquared = [...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
  assertLess(chiSquared, 20.5); // 0.999 quantile, 5 degrees of freedom
});

Deno.test("drawPairs() draws 150,000 pairs of 3,307 values lazily", () => {
  const pairs = drawPairs(values(3307), 150_000, 1);
  assertEquals(pairs.next().value!.id, "p000000");
  const seen = new Set<string>();
  let last = "";
  for (const pair of pairs) {
    seen.add(together(pair));
    last = pair.id;
  }
  assertEquals(seen.size, 149_999);
  assertEquals(last, "p149999");
});

Deno.test("drawPairs() throws where there are not that many pairs", () => {
  assertThrows(() => drawPairs(values(3), 4, 1), RangeError, "from 0 to 3");
  assertThrows(() => drawPairs(values(3), 1.5, 1), RangeError, "but found 1.5");
  assertEquals([...drawPairs(values(1), 0, 1)], []);
});
