import * as Plot from "@observablehq/plot";
import { isThere } from "./figure_rows.ts";
import type { PlotOptions } from "./plot_svg.ts";
import type { LegendEntry } from "./render.ts";
import { cutText, textWidth } from "./text_width.ts";

/** One cell of a {@linkcode heatMap}; a value that is not there leaves it empty. */
export interface HeatCell {
  readonly x: string;
  readonly y: string;
  readonly value: number | null;
  /** Stands behind the number, such as a mark of what differs beyond chance. */
  readonly note?: string;
}

/** How a {@linkcode heatMap} is laid out. */
export interface HeatScale {
  readonly xDomain: readonly string[];
  readonly yDomain: readonly string[];
  /** The values that the palest and the darkest colour stand for. */
  readonly domain: readonly [number, number];
  readonly format: (value: number) => string;
  /** `diverging` runs from orange over grey to blue. @default {"sequential"} */
  readonly scheme?: "sequential" | "diverging";
}

/** From pale to dark: readable in grey too. */
const SEQUENTIAL = ["#f1eef6", "#c6d5e8", "#86b4d5", "#4a90c0", "#1f69a5", "#08386b"];
/** From orange over grey to blue. */
const DIVERGING = ["#b35806", "#e6892e", "#f6c58b", "#efefef", "#a5c8e4", "#4a90c0", "#08519c"];

const WIDEST_LABEL = 280;
/** Room at the right where no label hangs over. */
const EDGE = 8;

/** A table of coloured cells with their numbers in them; column labels stand above, slanted where they are too long. */
export function heatMap(cells: readonly HeatCell[], scale: HeatScale): PlotOptions {
  const cut = (label: string) => cutText(label, WIDEST_LABEL, 12);
  const longest = (labels: readonly string[]) =>
    Math.max(0, ...labels.map((label) => textWidth(cut(label), 12)));
  const side = scale.yDomain.length > 20 ? 22 : 28;
  const there = cells.filter((cell) => isThere(cell.value));
  const shown = there.map((cell) => ({ ...cell, value: cell.value ?? 0 }));
  const left = Math.ceil(longest(scale.yDomain)) + 14;
  const fits = longest(scale.xDomain) + 8 <= (728 - left - EDGE) / scale.xDomain.length;
  const top = fits ? 30 : Math.ceil(longest(scale.xDomain) * 0.71) + 24;
  const overhang = fits ? EDGE : Math.ceil(longest(scale.xDomain.slice(-2)) * 0.71);
  const room = 728 - left - overhang;
  return {
    height: top + 8 + scale.yDomain.length * side,
    marginLeft: left,
    marginTop: top,
    marginRight: overhang,
    marginBottom: 8,
    x: {
      domain: [...scale.xDomain],
      axis: "top",
      label: null,
      tickSize: 0,
      ...(fits ? {} : { tickRotate: -45 }),
      padding: 0.03,
      tickFormat: cut,
    },
    y: { domain: [...scale.yDomain], padding: 0.03, label: null, tickSize: 0, tickFormat: cut },
    marks: [
      Plot.cell(shown, {
        x: "x",
        y: "y",
        inset: 0.5,
        fill: (cell: HeatCell) => colorOf(cell.value ?? 0, scale),
      }),
      ...(room / scale.xDomain.length < 30 ? [] : [
        Plot.text(shown, {
          x: "x",
          y: "y",
          text: (cell: HeatCell) => scale.format(cell.value ?? 0) + (cell.note ?? ""),
          fontSize: 10,
          fill: (cell: HeatCell) => isDark(colorOf(cell.value ?? 0, scale)) ? "#ffffff" : "#1b1e23",
        }),
      ]),
    ],
  };
}

/** What the colours of a {@linkcode heatMap} stand for. */
export function heatLegend(scale: HeatScale): LegendEntry[] {
  const [low, high] = scale.domain;
  return (high > low ? [0, 0.25, 0.5, 0.75, 1] : [0]).map((t) => {
    const value = low + t * (high - low);
    return { label: scale.format(value), color: colorOf(value, scale) };
  });
}

function colorOf(value: number, { domain: [low, high], scheme }: HeatScale): string {
  const steps = scheme === "diverging" ? DIVERGING : SEQUENTIAL;
  const t = high > low ? Math.min(1, Math.max(0, (value - low) / (high - low))) : 0;
  const at = t * (steps.length - 1);
  const i = Math.min(steps.length - 2, Math.floor(at));
  return mix(steps[i] ?? "#000000", steps[i + 1] ?? "#000000", at - i);
}

function mix(a: string, b: string, t: number): string {
  const channel = (at: number) => {
    const [from, to] = [a, b].map((hex) => parseInt(hex.slice(at, at + 2), 16));
    return Math.round((from ?? 0) + t * ((to ?? 0) - (from ?? 0))).toString(16).padStart(2, "0");
  };
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

/** Whether white text stands out from it more than dark text does (relative luminance, WCAG 2.1). */
function isDark(hex: string): boolean {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0) < 0.207;
}
