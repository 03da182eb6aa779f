import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { xmlCharacters } from "./escape.ts";

/** The document that plots are drawn in; it holds nothing between two plots. */
const { document } = parseHTML("<!doctype html><html><body></body></html>");

/** The font of all pictures: the one that is bundled first, then what a reader's machine may have. */
export const FONT_FAMILY = "DejaVu Sans, Verdana, Segoe UI, Helvetica, Arial, sans-serif";

/** What a plot is made of; `title`, `subtitle`, `caption` and legends are drawn around it, not by it. */
export type PlotOptions = Omit<
  Plot.PlotOptions,
  "document" | "title" | "subtitle" | "caption" | "figure" | "className" | "style"
>;

/** The inside of a drawn plot, to be placed in a picture. */
export interface PlotPart {
  readonly width: number;
  readonly height: number;
  /** SVG elements, without the `svg` element around them. */
  readonly inner: string;
}

/** Attributes whose numbers are coordinates: two decimals are enough for the eye and the same everywhere. */
const COORDINATES =
  /\b(x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|dx|dy|width|height|d|transform|points|stroke-width|fill-opacity|stroke-opacity)="([^"]*)"/g;

/**
 * Draws an Observable Plot and gives its elements as text: no ids or class names that depend on what was
 * drawn before, no style sheet (a rasteriser reads attributes only), coordinates rounded to two decimals.
 *
 * @param options Marks, scales and axes.
 * @param prefix Begins every id in the part, so that parts can stand in one page.
 * @throws {TypeError} If the plot came out as something else than one `svg` element, as with a legend.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import * as Plot from "@observablehq/plot";
 * import { plotPart } from "./plot_svg.ts";
 *
 * const part = plotPart({ marks: [Plot.dot([[1, 2]])] }, "example");
 * assert(part.inner.includes("<circle"));
 * ```
 */
export function plotPart(options: PlotOptions, prefix: string): PlotPart {
  const drawn = Plot.plot({
    ...options,
    document: document as unknown as Document,
    className: "fl-plot",
    style: { fontSize: "12px" },
  });
  if (drawn.tagName.toLowerCase() !== "svg") {
    throw new TypeError(
      `Expected a plot without legend or title but found a ${drawn.tagName.toLowerCase()} element`,
    );
  }
  const width = Number(drawn.getAttribute("width"));
  const height = Number(drawn.getAttribute("height"));
  drawn.querySelectorAll("style").forEach((style) => style.remove());
  return { width, height, inner: normalise(drawn.innerHTML, prefix) };
}

/** The same picture gets the same text, whatever the process drew before it. */
function normalise(svg: string, prefix: string): string {
  const clips = new Map<string, string>();
  return xmlCharacters(svg)
    .replace(/plot-clip-\d+/g, (id) => {
      const known = clips.get(id) ?? `${prefix}-clip-${clips.size + 1}`;
      clips.set(id, known);
      return known;
    })
    .replaceAll("var(--plot-background)", "#ffffff")
    .replace(
      COORDINATES,
      (_, name: string, value: string) =>
        `${name}="${value.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (n) => String(round(Number(n))))}"`,
    );
}

/** Two decimals, and no negative zero. */
function round(x: number): number {
  return Math.round(x * 100) / 100 + 0;
}
