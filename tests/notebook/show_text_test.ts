import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { showText } from "../../lib/notebook/show_text.ts";

Deno.test("showText() shows a text in lines, without quotes or colours, and nothing of it acts", () => {
  const view = showText('She said "no".\n\u001b[31m<script>x()</script>');
  const { document } = parseHTML(view.html);
  const shown = document.querySelector(".fl-text")!;
  // Line ends are elements: white space would be lost on pages that drop styles.
  for (const end of shown.querySelectorAll("br")) end.replaceWith("\n");
  assertEquals(shown.textContent, 'She said "no".\n⟨U+001B⟩[31m<script>x()</script>');
  assertEquals(shown.children.length, 0);
  assertEquals(view.text, shown.textContent);
});

Deno.test("showText() keeps a part of a text that would fill the notebook, and says so", () => {
  const view = showText("x".repeat(1_000_000));
  assert(view.html.length < 40_000 && view.html.includes("characters left out"));
});
