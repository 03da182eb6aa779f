import { assert, assertEquals } from "@std/assert";
import { markup } from "../../lib/notebook/html.ts";
import { DISPLAY, View } from "../../lib/notebook/view.ts";

Deno.test("a View shows as HTML in a notebook and as text elsewhere", () => {
  const view = new View(markup`<p>hello</p>`, "hello");
  assertEquals(view[DISPLAY]()["text/plain"], "hello");
  assert(view[DISPLAY]()["text/html"]?.includes("<p>hello</p>"));
  assertEquals(Deno.inspect(view), "hello");
  assertEquals(`${view}`, "hello");
});

Deno.test("a View is complete in itself: nothing in it is fetched", () => {
  const { html } = new View(markup`x`, "x");
  assert(!/(src|href|url\(|@import|https?:)/.test(html));
});

Deno.test("a View keeps dollars from being set as mathematics", () => {
  assert(new View("x", "x").html.startsWith('<div class="fl-view tex2jax_ignore mathjax_ignore">'));
});
