import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseHTML } from "linkedom";
import { Html, markup } from "../../lib/notebook/html.ts";
import { HOSTILE_TEXTS } from "../browser/hostile.ts";

Deno.test("markup() escapes texts, in content and in attributes, and takes HTML as it is", () => {
  const inner = markup`<i title="${'"x" & <y>'}">${"<b>"}</i>`;
  assertEquals(
    markup`<p>${inner}${[inner, "'"]}</p>`.markup,
    `<p>${inner.markup}${inner.markup}&#39;</p>`,
  );
});

Deno.test("markup() shows numbers, zero too, and nothing for what is not there", () => {
  assertEquals(markup`${0}|${null}|${undefined}|${false}|${""}`.markup, "0||||");
});

Deno.test("markup() lets no text make an element or an attribute", () => {
  const check = (text: string) => {
    const { document } = parseHTML(
      `<!doctype html><body>${markup`<p id="p" title="${text}">${text}</p>`.markup}</body>`,
    );
    assertEquals(document.querySelectorAll("body *").length, 1);
    const names = [...document.querySelector("p")!.attributes].map((a) => a.name).sort();
    assertEquals(names, ["id", "title"]);
  };
  HOSTILE_TEXTS.forEach(check);
  fc.assert(fc.property(
    fc.string({ unit: fc.constantFrom(..."<>\"'&;=/! -", "script", "onload", "\u0000") }),
    check,
  ));
});

Deno.test("Html.trusted() is the only way past escaping", () => {
  assertEquals(markup`${Html.trusted("<b>")}`.markup, "<b>");
  assertEquals(markup`${{ markup: "<b>" } as never}`.markup.includes("<b>"), false);
});
