import { escapeText } from "./escape.ts";
import { FONT_FAMILY, type PlotOptions, type PlotPart, plotPart } from "./plot_svg.ts";
import { svgToPng, svgToSmallPng } from "./png.ts";
import { textWidth, wrapText } from "./text_width.ts";

/**
 * A drawn figure, the same bytes each time it is asked for. As the last expression of a notebook's cell it shows
 * itself.
 */
export interface Figure {
  /** Its file's name without an ending: lower case letters, digits and underscores. */
  readonly name: string;
  readonly title: string;
  /** What to read from it and how it was made, in sentences. */
  readonly caption: string;
  /** What it shows, for a reader who cannot see it. */
  readonly alt: string;
  /** Whether the data came from simulated models; then the picture itself says so. */
  readonly simulated: boolean;
  /** A standalone SVG document. */
  svg(): string;
  /** The picture as a PNG file, `scale` pixels per unit (2 unless told). */
  png(scale?: number): Promise<Uint8Array>;
  /** A `figure` element with the picture, its alt text and its caption. */
  html(): string;
}

/** One entry of a legend. */
export interface LegendEntry {
  readonly label: string;
  readonly color: string;
  /** How the series is drawn: a filled square unless told. */
  readonly shape?: "square" | "dot" | "line" | "dashes" | "cross" | "diamond";
}

/** What a figure is drawn from. */
export interface FigureSpec {
  readonly name: string;
  readonly title: string;
  /** Under the title: the measure, its unit, n, what the marks' whiskers are. */
  readonly subtitle: string;
  readonly caption: string;
  readonly alt: string;
  readonly legend?: readonly LegendEntry[];
  /** One plot, or several from top to bottom. */
  readonly plots: PlotOptions | readonly PlotOptions[];
  readonly simulated?: boolean;
}

/** The width of every figure in SVG units. */
export const FIGURE_WIDTH = 760;

const MARGIN = 16;
const INK = "#1b1e23";
const TITLE = 17;
const TEXT = 12;
const LINE = 1.35;
const BADGE = "SIMULATED DATA";

/**
 * Draws a figure: title, subtitle, legend and plots in one picture, so that the SVG and the PNG tell
 * all by themselves. Text takes its colour from the `color` of the `svg` element and the ground has the
 * class `fl-paper`, so that a page can turn both dark.
 *
 * @throws {TypeError} If the name is no file name in lower case, digits and underscores.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import * as Plot from "@observablehq/plot";
 * import { drawFigure } from "./render.ts";
 *
 * const figure = drawFigure({
 *   name: "points",
 *   title: "Two points",
 *   subtitle: "No unit",
 *   caption: "An example.",
 *   alt: "Two points on a rising line.",
 *   plots: { marks: [Plot.dot([[1, 1], [2, 2]])] },
 * });
 * assert(figure.svg().startsWith("<svg xmlns="));
 * ```
 */
export function drawFigure(spec: FigureSpec): Figure {
  if (!/^[a-z0-9_]+$/.test(spec.name)) {
    throw new TypeError(
      `Expected a name of lower case letters, digits and underscores but found "${spec.name}"`,
    );
  }
  const svg = compose(spec);
  return {
    name: spec.name,
    title: spec.title,
    caption: spec.caption,
    alt: spec.alt,
    simulated: spec.simulated ?? false,
    svg: () => svg,
    png: (scale) => svgToPng(svg, scale),
    html: () => figureHtml(spec, svg),
    [Symbol.for("Jupyter.display")]: () => shownInNotebook(spec),
  };
}

/**
 * A picture with its caption in it. Where a notebook is not trusted, and on pages that show notebooks, SVG is left out
 * or its words alone are kept, while a PNG shows everywhere; in HTML it has its size and its words.
 */
async function shownInNotebook(spec: FigureSpec): Promise<Record<string, string>> {
  const png = (await svgToSmallPng(compose(spec, true))).toBase64();
  const words = [spec.title, spec.alt, spec.caption].join("\n");
  const alt = escapeText(`${spec.title}. ${spec.alt}`);
  return {
    "text/html":
      `<img class="fl-figure" width="${FIGURE_WIDTH}" alt="${alt}" src="data:image/png;base64,${png}">`,
    "image/png": png,
    "text/plain": spec.simulated ? `${words}\n${BADGE}` : words,
  };
}

function figureHtml(spec: FigureSpec, svg: string): string {
  return `<figure class="fl-figure tex2jax_ignore mathjax_ignore" id="fig-${spec.name}"><div class="fl-picture">${svg}</div>` +
    `<figcaption>${escapeText(spec.caption)}</figcaption></figure>`;
}

function compose(spec: FigureSpec, withCaption = false): string {
  const width = FIGURE_WIDTH;
  const plots = aligned(Array.isArray(spec.plots) ? spec.plots : [spec.plots]);
  const out: string[] = [];
  const badge = spec.simulated ? textWidth(BADGE, TEXT, true) + 20 : 0;
  let y = MARGIN;
  for (const line of wrapText(spec.title, width - 2 * MARGIN - badge - 8, TITLE, true)) {
    y += TITLE;
    out.push(textLine(line, MARGIN, y, `font-size="${TITLE}" font-weight="bold"`));
    y += TITLE * (LINE - 1);
  }
  if (badge > 0) out.push(simulatedBadge(width - MARGIN - badge, MARGIN, badge));
  y += 2;
  for (const line of wrapText(spec.subtitle, width - 2 * MARGIN, TEXT)) {
    y += TEXT;
    out.push(textLine(line, MARGIN, y, `font-size="${TEXT}" fill-opacity="0.75"`));
    y += TEXT * (LINE - 1);
  }
  const legend = legendRows(spec.legend ?? [], width - 2 * MARGIN);
  if (legend.length > 0) y += 6;
  for (const row of legend) {
    out.push(`<g transform="translate(${MARGIN},${tidy(y)})">${row}</g>`);
    y += 20;
  }
  y += 8;
  plots.forEach((options, i) => {
    const part: PlotPart = plotPart(
      { width: width - 2 * MARGIN, ...options },
      `${spec.name}-${i + 1}`,
    );
    out.push(
      `<g class="fl-plot" transform="translate(${MARGIN},${tidy(y)})" fill="currentColor" ` +
        `font-size="12" text-anchor="middle">${part.inner}</g>`,
    );
    y += part.height + (i < plots.length - 1 ? 12 : 0);
  });
  if (withCaption) y += 8;
  for (const line of withCaption ? wrapText(spec.caption, width - 2 * MARGIN, TEXT) : []) {
    y += TEXT;
    out.push(textLine(line, MARGIN, y, `font-size="${TEXT}"`));
    y += TEXT * (LINE - 1);
  }
  const height = Math.ceil(y + MARGIN);
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ` +
    `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" color="${INK}" ` +
    `fill="currentColor" font-family="${FONT_FAMILY}" role="img" aria-label="${
      escapeText(spec.alt)
    }">` +
    `<title>${escapeText(spec.title)}</title>` +
    `<rect class="fl-paper" width="${width}" height="${height}" fill="#ffffff"/>` +
    `${out.join("")}</svg>\n`;
}

/** Plots one above the other with the same room at the left, so that their scales stand in line. */
function aligned(plots: readonly PlotOptions[]): PlotOptions[] {
  const left = Math.max(...plots.map(({ marginLeft = 0 }) => marginLeft));
  return plots.map((plot) => plot.marginLeft === undefined ? plot : { ...plot, marginLeft: left });
}

function textLine(text: string, x: number, y: number, attributes: string): string {
  return `<text x="${x}" y="${tidy(y)}" ${attributes}>${escapeText(text)}</text>`;
}

function simulatedBadge(x: number, y: number, width: number): string {
  return `<g class="fl-simulated"><rect x="${tidy(x)}" y="${y}" width="${
    tidy(width)
  }" height="20" ` +
    `rx="3" fill="#8a1538"/><text x="${tidy(x + width / 2)}" y="${y + 14}" fill="#ffffff" ` +
    `font-size="${TEXT}" font-weight="bold" text-anchor="middle">${BADGE}</text></g>`;
}

/** Rows of legend entries, each as wide as its text, broken where the next one would not fit. */
function legendRows(entries: readonly LegendEntry[], width: number): string[] {
  const rows: string[] = [];
  let row = "";
  let x = 0;
  for (const entry of entries) {
    const needed = 20 + textWidth(entry.label, TEXT);
    if (x > 0 && x + needed > width) {
      rows.push(row);
      row = "";
      x = 0;
    }
    row += `<g transform="translate(${tidy(x)},0)">${swatch(entry)}` +
      `<text x="20" y="12" font-size="${TEXT}">${escapeText(entry.label)}</text></g>`;
    x += needed + 18;
  }
  if (row !== "") rows.push(row);
  return rows;
}

function swatch({ color, shape = "square" }: LegendEntry): string {
  switch (shape) {
    case "square":
      return `<rect x="1" y="1" width="13" height="13" fill="${color}"/>`;
    case "dot":
      return `<circle cx="7.5" cy="7.5" r="5" fill="${color}"/>`;
    case "diamond":
      return `<path d="M7.5,1.5L13.5,7.5L7.5,13.5L1.5,7.5Z" fill="none" stroke="${color}" stroke-width="2"/>`;
    case "cross":
      return `<path d="M3,3L12,12M12,3L3,12" stroke="${color}" stroke-width="2.2"/>`;
    case "line":
      return `<path d="M0,7.5H15" stroke="${color}" stroke-width="2.5"/>`;
    case "dashes":
      return `<path d="M0,7.5H15" stroke="${color}" stroke-width="2.5" stroke-dasharray="4,3"/>`;
  }
}

function tidy(x: number): number {
  return Math.round(x * 100) / 100;
}
