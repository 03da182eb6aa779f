import { assert, assertEquals } from "@std/assert";
import { parseHTML } from "linkedom";
import { drawFigure } from "../../lib/figures/render.ts";
import { showFigure } from "../../lib/notebook/show_figure.ts";

Deno.test("showFigure() shows the picture in a notebook and tells it in words elsewhere", () => {
  const figure = drawFigure({
    name: "nothing",
    title: "Nothing <b>",
    subtitle: "",
    caption: "An empty plot <b>.",
    alt: "There is nothing.",
    plots: {},
  });
  const view = showFigure(figure);
  const { document } = parseHTML(view.html);
  const [type, base64] = document.querySelector("img")!.getAttribute("src")!.split(",");
  assertEquals(type, "data:image/svg+xml;base64");
  assertEquals(new TextDecoder().decode(Uint8Array.fromBase64(base64!)), figure.svg());
  assertEquals(document.querySelector("img")!.getAttribute("alt"), "There is nothing.");
  assertEquals(document.querySelector("figcaption")!.textContent, "An empty plot <b>.");
  // Where styles and scripts are dropped, SVG elements would be dropped too.
  assert(!view.html.includes("<svg"));
  assertEquals(view.text, "Nothing <b>\nThere is nothing.");
});
