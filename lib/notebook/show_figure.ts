import { type Figure, FIGURE_WIDTH } from "../figures/render.ts";
import { markup } from "./html.ts";
import { View } from "./view.ts";
import { oneLine } from "./visible_text.ts";

/**
 * Shows a figure with its caption; in a terminal its title and what it shows in words.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { drawFigure } from "../figures/render.ts";
 * import { showFigure } from "./show_figure.ts";
 *
 * const figure = drawFigure({
 *   name: "empty", title: "Nothing", subtitle: "", caption: "An example.", alt: "An empty plot.", plots: {},
 * });
 * assert(showFigure(figure).html.includes("<img"));
 * ```
 */
export function showFigure(figure: Figure): View {
  // As an image, so that it shows where a notebook is not trusted, too; there an SVG element would be dropped.
  const svg = new TextEncoder().encode(figure.svg()).toBase64();
  return new View(
    markup`<figure><img width="${FIGURE_WIDTH}" alt="${figure.alt}" src="data:image/svg+xml;base64,${svg}">
<figcaption>${figure.caption}</figcaption></figure>`,
    `${oneLine(figure.title, 200)}\n${oneLine(figure.alt, 1000)}`,
  );
}
