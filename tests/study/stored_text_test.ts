import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { fromStored, toStored } from "../../lib/study/stored_text.ts";

Deno.test("fromStored() gives back any text, and what is stored has no NUL and no half of a pair", () => {
  const nasty = fc.array(
    fc.constantFrom("\0", "\ud800", "\udc00", "a", "€", "\\", '"', "\u0001json:"),
  ).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.oneof(nasty, fc.string({ unit: "binary" })), (text) => {
      const stored = toStored(text);
      assert(stored.isWellFormed() && !stored.includes("\0"));
      assertEquals(fromStored(stored), text);
    }),
    { seed: 1, numRuns: 1_000 },
  );
});

Deno.test("toStored() leaves plain texts as they are, so that old journals are read the same", () => {
  for (const text of ["", "plain", '{"a": "\\u0000"}', "€ 😀\n"]) {
    assertEquals([toStored(text), fromStored(text)], [text, text]);
  }
});
