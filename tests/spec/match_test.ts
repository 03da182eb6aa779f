import { assertEquals, assertThrows } from "@std/assert";
import { matchClauses } from "../../lib/spec/match.ts";
import { parseSpec } from "../../lib/spec/parse.ts";

function match(before: string, after: string, renameSimilarity?: number): string[] {
  const pairs = matchClauses(
    parseSpec(before).clauses,
    parseSpec(after).clauses,
    renameSimilarity,
  );
  return [...pairs].map(([a, b]) => `${a.id}>${b.id}`).sort();
}

const LONG = "Tell people the truth even where a pleasant answer would be easier to hear.";
const LIKE = "Tell people the truth even where a kinder answer would be easier to give.";

Deno.test("matchClauses() prefers the id to the text", () => {
  assertEquals(match(`# A {#a}\n${LONG}\n# B {#b}\nx\n`, `# A {#b}\n${LONG}\n# B {#a}\nx\n`), [
    "a>a",
    "b>b",
  ]);
});

Deno.test("matchClauses() finds a renamed clause by its equal text, however short", () => {
  assertEquals(match("# A {#a}\nBe kind.\n", "# Z {#z}\nBe kind.\n"), ["a>z"]);
});

Deno.test("matchClauses() matches clauses without text only by their title", () => {
  assertEquals(match("# A {#a}\n# B {#b}\n", "# B {#y}\n# C {#z}\n"), ["b>y"]);
});

Deno.test("matchClauses() finds a renamed and edited clause by its likeness, the likest first", () => {
  assertEquals(match(`# A {#a}\n${LONG}\n`, `# Y {#y}\n${LIKE}\n# Z {#z}\n${LONG} Yes.\n`), [
    "a>z",
  ]);
  assertEquals(match(`# A {#a}\n${LONG}\n`, `# Y {#y}\n${LIKE}\n`, 0.95), []);
});

Deno.test("matchClauses() does not trust the likeness of a few words", () => {
  assertEquals(match("# A {#a}\nBe kind to all.\n", "# Z {#z}\nBe fair to all.\n"), []);
});

Deno.test("matchClauses() wants a likeness above 0 and at most 1", () => {
  assertThrows(
    () => matchClauses([], [], 0),
    RangeError,
    "Expected a rename similarity above 0 and at most 1 but found 0",
  );
});
