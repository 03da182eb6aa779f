import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { quoteStands } from "../../lib/scoring/quotes.ts";

const TEXT = "I’d rather not — **really**. It is\n  too risky for a child; ask “someone” else.";

const CASES: [quote: string, stands: boolean][] = [
  ["too risky for a child", true],
  ["TOO RISKY for a child", true],
  ["It is too risky", true],
  ["I'd rather not - really", true],
  ['"ask "someone" else"', true],
  ["rather not … ask", true],
  ["ask ... rather not", false],
  ["too risky for an adult", false],
  ["really good", false],
  ["", false],
  ["…", false],
];

for (const [quote, stands] of CASES) {
  Deno.test(`quoteStands() finds ${JSON.stringify(quote)} ${stands ? "" : "not "}in the text`, () => {
    assertEquals(quoteStands(quote, TEXT), stands);
  });
}

Deno.test("quoteStands() finds every run of words of a text in it", () => {
  const word = fc.stringMatching(/^[a-zäß']{1,8}[a-z]$/);
  const words = fc.array(word, { minLength: 1, maxLength: 30 });
  fc.assert(fc.property(words, fc.nat(), fc.nat(), (list, a, b) => {
    const [start, length] = [a % list.length, 1 + b % list.length];
    assert(quoteStands(list.slice(start, start + length).join("  "), list.join(" ")));
  }));
});
