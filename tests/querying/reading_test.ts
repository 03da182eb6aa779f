import { assertEquals } from "@std/assert";
import { malformed, parseJson, textReading, unread } from "../../lib/querying/reading.ts";

const USAGE = { inputTokens: 3, cachedInputTokens: 0, outputTokens: 2 };

Deno.test("textReading() is an answer, unless the text is empty or ended at a limit", () => {
  const of = (text: string, limit: string | null) => {
    const { outcome, text: kept, detail, usage, malformed } = textReading(text, USAGE, limit);
    assertEquals([usage, malformed], [USAGE, false]);
    return [outcome, kept, detail];
  };
  assertEquals(of(" Yes.\n", null), ["answered", " Yes.\n", null]);
  assertEquals(of("Ye", "length"), ["truncated", "Ye", "length"]);
  assertEquals(of("", "length"), ["truncated", null, "length"]);
  assertEquals(of(" \n\t", null), ["failed", null, "the provider sent an empty answer"]);
});

Deno.test("unread() and malformed() have no text, and only the latter cannot be read at all", () => {
  assertEquals(unread("filtered", "why", USAGE), {
    outcome: "filtered",
    text: null,
    detail: "why",
    usage: USAGE,
    malformed: false,
  });
  assertEquals(unread("failed", "why").usage, null);
  assertEquals(malformed("how"), { ...unread("failed", "how"), malformed: true });
});

Deno.test("parseJson() tells null from what is no JSON", () => {
  assertEquals([parseJson("null"), parseJson('{"a":1}'), parseJson('{"a":')], [
    null,
    { a: 1 },
    undefined,
  ]);
});
