import type { Figure } from "../figures/render.ts";
import { Html } from "./html.ts";
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
 * assert(showFigure(figure).html.includes("<svg"));
 * ```
 */
export function showFigure(figure: Figure): View {
  // A figure escapes its texts itself, as it is written to files too.
  return new View(
    Html.trusted(figure.html()),
    `${oneLine(figure.title, 200)}\n${oneLine(figure.alt, 1000)}`,
  );
}
