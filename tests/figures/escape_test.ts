import { assertEquals } from "@std/assert";
import { escapeText } from "../../lib/figures/escape.ts";

Deno.test("escapeText() escapes what would end a text or an attribute", () => {
  assertEquals(
    escapeText(`<a href="x">'&'</a>`),
    "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;",
  );
});

Deno.test("escapeText() replaces what XML may not hold and keeps the rest", () => {
  assertEquals(escapeText("a\u0000b\ud800c\n\té😀"), "a\ufffdb\ufffdc\n\té😀");
});

Deno.test("escapeText() lets no text turn the direction of what follows it", () => {
  assertEquals(
    escapeText("a \u202eb\u202c \u2066c\u2069 שלום"),
    "a \ufffdb\ufffd \ufffdc\ufffd שלום",
  );
});
