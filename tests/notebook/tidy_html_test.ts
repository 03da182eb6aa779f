import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { parseHTML } from "linkedom";
import { tidyHtml } from "../../lib/notebook/tidy_html.ts";
import { HOSTILE_TEXTS } from "../browser/hostile.ts";

Deno.test("tidyHtml() keeps what a reader sees", () => {
  for (
    const html of [
      '<table><tbody><tr><td data-n="1" class="a" style="color:red">1 &lt; 2 &amp;amp;</td></tr></tbody></table>',
      '<details open><summary>more</summary>text</details><select><option value="[&quot;a&quot;]">a</option></select>',
      '<svg viewBox="0 0 1 1"><rect id="g" /><path d="M0,0" /></svg>',
      '<img src="data:image/png;base64,AA"><a href="https://example.org/?a:b">there</a><a href="#x">here</a>',
    ]
  ) assertEquals(tidyHtml(html).markup, html);
});

Deno.test("tidyHtml() closes what was left open and opens nothing beyond", () => {
  assertEquals(tidyHtml("<b>bold<i>both").markup, "<b>bold<i>both</i></b>");
  assertEquals(tidyHtml("</div></body></html><p>in").markup, "<p>in</p>");
  assertEquals(tidyHtml("a<!-- b").markup, "a");
  assertEquals(tidyHtml("a<!-- --!><script>b</script> -->c").markup, "ac");
});

Deno.test("tidyHtml() drops what runs, loads, restyles or leads away by itself", () => {
  for (
    const html of [
      '<meta http-equiv="refresh" content="0;url=https://example.org">',
      "<style>*{display:none}</style>",
      "<link rel=stylesheet href=x>",
      '<base href="https://example.org">',
      '<iframe srcdoc="<script>x()</script>"></iframe>',
      '<object data="x"></object>',
      "<textarea>",
      "<plaintext>",
      "<xmp><b>",
      "<template><b></template>",
    ]
  ) assertEquals(tidyHtml(`<p>a</p>${html}`).markup, "<p>a</p>", html);
  assertEquals(
    tidyHtml(
      '<a href=" java\nscript:x()" onclick="x()">a</a><svg><a xlink:href="javascript:x()">b</a></svg>',
    )
      .markup,
    "<a>a</a><svg><a>b</a></svg>",
  );
  assertEquals(
    tidyHtml('<a href="data:text/html,x">a</a><img srcset="x 2x">').markup,
    "<a>a</a><img>",
  );
});

Deno.test("tidyHtml() is the same again when it was tidied, and holds nothing that runs", () => {
  const piece = fc.oneof(
    fc.constantFrom(...HOSTILE_TEXTS.map((text) => text.slice(0, 400))),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), (pieces) => {
      const once = tidyHtml(pieces.join("")).markup;
      assertEquals(tidyHtml(once).markup, once);
      const { document } = parseHTML(`<!doctype html><html><body><div>${once}</div></body></html>`);
      assertEquals(document.body.children.length, 1);
      assert(document.querySelector("script,iframe,[onerror],[onload],[onmouseover]") === null);
    }),
    { numRuns: 200 },
  );
});
