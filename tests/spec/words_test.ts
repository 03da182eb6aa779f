import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { diffWords, similarity, words } from "../../lib/spec/words.ts";

const text = fc.array(fc.constantFrom("never", "lie", "to", "users", ".", ",", "\n\n", "é", "🤖"))
  .map((parts) => parts.join(" "));

Deno.test("diffWords() keeps both texts in its runs", () => {
  fc.assert(fc.property(text, text, (before, after) => {
    const runs = diffWords(before, after);
    const side = (other: string) =>
      runs.filter(({ kind }) => kind !== other).map(({ text }) => text).join("");
    assertEquals(side("added"), before);
    assertEquals(side("removed"), after);
    if (before === after) assert(runs.every(({ kind }) => kind === "same"));
  }));
});

Deno.test("diffWords() marks whole words", () => {
  assertEquals(diffWords("Tell users lies.", "Tell people lies."), [
    { kind: "same", text: "Tell " },
    { kind: "removed", text: "users" },
    { kind: "added", text: "people" },
    { kind: "same", text: " lies." },
  ]);
});

Deno.test("similarity() counts repeated words, and is symmetric and within 0 to 1", () => {
  assertEquals(similarity("a a b", "a c"), 2 / 5);
  assertEquals(similarity("", ""), 0);
  fc.assert(fc.property(text, text, (a, b) => {
    const s = similarity(a, b);
    assert(s >= 0 && s <= 1);
    assertEquals(s, similarity(b, a));
    assertEquals(similarity(a, a), words(a).length > 0 ? 1 : 0);
  }));
});

Deno.test("words() finds words of any script in lower case", () => {
  assertEquals(words("Don't — ÜBER 诚实 42%"), ["don", "t", "über", "诚实", "42"]);
});
