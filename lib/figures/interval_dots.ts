import * as Plot from "@observablehq/plot";
import { isThere } from "./figure_rows.ts";
import { PUBLISHED_COLOR } from "./palette.ts";
import type { PlotOptions } from "./plot_svg.ts";
import { cutText, textWidth } from "./text_width.ts";

/** One line of {@linkcode intervalDots}. */
export interface DotRow {
  readonly label: string;
  readonly value: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly color: string;
  /** Stands at the right of the line in place of the value. */
  readonly note?: string;
  /** The published number, shown as a diamond. */
  readonly published?: number | null;
}

/** Scale of {@linkcode intervalDots}. */
export interface DotScale {
  readonly label: string;
  readonly domain?: readonly [number, number];
  /** How a value is written at the right of its line. */
  readonly format?: (value: number) => string;
  /** A line to read the values against, such as the neutral position. */
  readonly reference?: number;
}

const WIDEST_LABEL = 250;

/**
 * One dot per row with a whisker for its interval, rows from top to bottom as they come, and the
 * published number as a diamond where there is one.
 *
 * @param rows Labels must differ.
 */
export function intervalDots(rows: readonly DotRow[], scale: DotScale): PlotOptions {
  const labels = rows.map((row) => row.label);
  const there = rows.filter((row) => isThere(row.value));
  const whiskers = there.filter((row) => isThere(row.low) && isThere(row.high));
  const published = rows.filter((row) => isThere(row.published));
  const numbers = rows.flatMap((row) => [row.value, row.low, row.high, row.published]).filter(
    isThere,
  );
  const domain = scale.domain ??
    [Math.min(0, ...numbers), Math.max(...numbers, Number.MIN_VALUE) * 1.05];
  const cut = (label: string) => cutText(label, WIDEST_LABEL, 12);
  return {
    height: 44 + rows.length * 24,
    marginLeft: Math.ceil(Math.max(...labels.map((label) => textWidth(cut(label), 12)))) + 14,
    marginRight: scale.format === undefined ? 16 : 66,
    marginTop: 4,
    marginBottom: 40,
    x: {
      label: scale.label,
      domain: [...domain],
      grid: true,
      labelAnchor: "center",
      labelArrow: "none",
      ticks: 7,
    },
    y: { domain: labels, label: null, tickSize: 0, tickFormat: cut, padding: 0.3 },
    marks: [
      ...(scale.reference === undefined ? [] : [
        Plot.ruleX([scale.reference], {
          stroke: "currentColor",
          strokeOpacity: 0.6,
          strokeDasharray: "3,3",
        }),
      ]),
      Plot.ruleY(whiskers, { x1: "low", x2: "high", y: "label", stroke: "color", strokeWidth: 2 }),
      Plot.tickX(whiskers, { x: "low", y: "label", stroke: "color", strokeWidth: 2, inset: 4 }),
      Plot.tickX(whiskers, { x: "high", y: "label", stroke: "color", strokeWidth: 2, inset: 4 }),
      Plot.dot(there, { x: "value", y: "label", fill: "color", r: 4.5 }),
      Plot.dot(published, {
        x: "published",
        y: "label",
        symbol: "diamond",
        stroke: PUBLISHED_COLOR,
        strokeWidth: 2,
        r: 5,
      }),
      ...(scale.format === undefined ? [] : [
        Plot.text(rows, {
          y: "label",
          frameAnchor: "right",
          dx: 62,
          textAnchor: "end",
          text: (row: DotRow) =>
            row.note ?? (isThere(row.value) ? scale.format?.(row.value) ?? "" : "no data"),
        }),
      ]),
    ],
  };
}
