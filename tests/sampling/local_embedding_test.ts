import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { localEmbedding } from "../../lib/sampling/local_embedding.ts";

const cosine = (a: string, b: string) => {
  const [x, y] = [localEmbedding(a), localEmbedding(b)];
  return x.reduce((sum, value, i) => sum + value * y[i]!, 0);
};

Deno.test("localEmbedding() is the same for the same text, of unit norm, and of the length asked for", () => {
  const a = localEmbedding("Honesty before comfort", 64);
  assertEquals(a, localEmbedding("honesty  before COMFORT!", 64));
  assertEquals(a.length, 64);
  assertAlmostEquals(Math.hypot(...a), 1, 1e-6);
});

Deno.test("localEmbedding() brings texts with common words and stems nearer", () => {
  const base = "How should our team weigh efficiency against safety?";
  const reworded = cosine(base, "How should my team weigh safety against efficient work?");
  const other = cosine(base, "Write a poem on autumn leaves.");
  assert(reworded > other + 0.3);
});

Deno.test("localEmbedding() keeps words in other scripts and refuses texts without any", () => {
  assert(cosine("価値観の対立", "価値観の対立について") > 0.3);
  for (const text of ["", "?!…"]) {
    assertThrows(() => localEmbedding(text), RangeError, "letter or digit");
  }
  assertThrows(() => localEmbedding("a", 0), RangeError, "dimensions");
});

Deno.test("localEmbedding() never cancels to zero, even in one dimension", () => {
  for (const text of ["a", "to be or not to be", "x y z", "1 2 3 4 5 6"]) {
    assertEquals(Math.abs(localEmbedding(text, 1)[0]!), 1);
  }
});
