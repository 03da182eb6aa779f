import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { cutText, textWidth, wrapText } from "../../lib/figures/text_width.ts";

Deno.test("textWidth() adds up the letters' advances", () => {
  assertEquals(textWidth("ab", 1000), 613 + 635);
  assert(textWidth("ab", 10, true) > textWidth("ab", 10));
});

Deno.test("wrapText() loses no word and keeps lines within the width", () => {
  fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/)), (words) => {
    const lines = wrapText(words.join(" "), 100, 12);
    assertEquals(lines.join(" "), words.join(" "));
    for (const line of lines) assert(textWidth(line, 12) <= 100);
  }));
});

Deno.test("cutText() fits the width and marks the cut", () => {
  fc.assert(fc.property(fc.string({ minLength: 1 }), (text) => {
    const cut = cutText(text, 60, 12);
    assert(cut === text || cut.endsWith("…"));
    assert(textWidth(cut, 12) <= 60);
  }));
});
