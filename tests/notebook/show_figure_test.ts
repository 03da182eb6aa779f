import { assert, assertEquals } from "@std/assert";
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
  assert(view.html.includes("<svg") && view.html.includes("An empty plot &lt;b&gt;."));
  assertEquals(view.text, "Nothing <b>\nThere is nothing.");
});
