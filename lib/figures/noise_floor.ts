import {
  common,
  type FigureOptions,
  type FigureRows,
  figureRows,
  inPercent,
  isThere,
  thousands,
} from "./figure_rows.ts";
import { intervalDots } from "./interval_dots.ts";
import { SERIES_COLORS } from "./palette.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode noiseFloorFigure} needs: one row per kind of disagreement. */
export interface NoiseFloorRow {
  /** What was measured, such as "seen", "noise alone", "after noise is taken off". */
  readonly kind: string;
  /** Mean disagreement. */
  readonly mean: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Share of queries at or above 1.5, 0 to 1. */
  readonly above: number;
  readonly n: number;
}

/** The disagreement that was seen, beside what noise alone would show. */
export function noiseFloorFigure(
  table: FigureRows<NoiseFloorRow>,
  options: FigureOptions = {},
): Figure {
  const rows = figureRows(table, ["kind", "mean", "above", "n"]);
  return drawFigure({
    ...common(options, "noise_floor"),
    title: "How much of the disagreement is noise",
    subtitle:
      `Mean disagreement (population SD, positions 0-6) and share of queries at 1.5 or more; whiskers: 95 % intervals; ` +
      `n = ${thousands(Math.max(...rows.map((row) => row.n)))} queries`,
    caption:
      "With single draws, noise alone makes models seem to part: what counts is the distance from the floor.",
    alt: `Dot plots of mean disagreement: ${
      rows.map((row) =>
        `${row.kind} ${isThere(row.mean) ? row.mean.toFixed(2) : "unknown"}, ${
          inPercent(row.above)
        } at 1.5 or more`
      ).join("; ")
    }.`,
    plots: [
      intervalDots(
        rows.map((row, i) => ({
          label: row.kind,
          value: row.mean,
          low: row.low,
          high: row.high,
          color: SERIES_COLORS[i % SERIES_COLORS.length]!,
        })),
        {
          label: "mean disagreement (population SD)",
          domain: [0, 3],
          reference: 1.5,
          format: (x) => x.toFixed(2),
        },
      ),
      intervalDots(
        rows.map((row, i) => ({
          label: row.kind,
          value: row.above * 100,
          color: SERIES_COLORS[i % SERIES_COLORS.length]!,
        })),
        {
          label: "queries at 1.5 or more (%)",
          domain: [0, 100],
          format: (x) => `${x.toFixed(1)} %`,
        },
      ),
    ],
  });
}
