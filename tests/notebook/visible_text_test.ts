import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { cutText, oneLine, visibleText } from "../../lib/notebook/visible_text.ts";

Deno.test("visibleText() shows what acts on a terminal or turns the writing", () => {
  assertEquals(visibleText("\u001b[31m\u0000\b\u007f"), "⟨U+001B⟩[31m⟨U+0000⟩⟨U+0008⟩⟨U+007F⟩");
  assertEquals(visibleText("a\u202eb\u2066c\u200f"), "a⟨U+202E⟩b⟨U+2066⟩c⟨U+200F⟩");
});

Deno.test("visibleText() keeps lines, tabs, other scripts and emoji as they are", () => {
  const text = "a\n\tשלום مرحبا 漢字 🙂 é";
  assertEquals(visibleText(text), text);
  assertEquals(visibleText("over\rwritten\r\nline"), "over\nwritten\nline");
});

Deno.test("visibleText() makes every text well-formed", () => {
  assertEquals(visibleText("a\ud800"), "a\ufffd");
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => visibleText(text).isWellFormed()));
});

Deno.test("cutText() never cuts a character in two, and tells what is left", () => {
  assertEquals(cutText("a🙂b", 2), { head: "a", left: 3 });
  assertEquals(cutText("abc", 3), { head: "abc", left: 0 });
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), fc.nat(20), (text, n) => {
    const { head, left } = cutText(text, n + 1);
    return head.isWellFormed() && head.length + left === text.length;
  }));
});

Deno.test("oneLine() is one line, and quick on a megabyte", () => {
  assertEquals(oneLine("a\n  b\tc", 10), "a b c");
  assertEquals(oneLine("abcdef", 3), "abc…");
  const start = performance.now();
  assertEquals(oneLine("x".repeat(5_000_000), 5), "xxxxx…");
  assert(performance.now() - start < 100);
});
