import * as Plot from "@observablehq/plot";
import { PUBLISHED_NUMBERS } from "../published/published_numbers.ts";
import {
  common,
  type FigureOptions,
  type FigureRows,
  figureRows,
  thousands,
} from "./figure_rows.ts";
import { PUBLISHED_COLOR, SERIES_COLORS } from "./palette.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode diversityCurveFigure} needs: one row per step of k-center. */
export interface DiversityRow {
  /** Queries kept. */
  readonly kept: number;
  /** The least distance between two of them. */
  readonly distance: number;
}

/** How many queries remain when they must be a distance apart (the paper's Figure 9). */
export function diversityCurveFigure(
  table: FigureRows<DiversityRow>,
  options: FigureOptions = {},
): Figure {
  const rows = figureRows(table, ["kept", "distance"]).filter((row) =>
    Number.isFinite(row.distance)
  );
  if (rows.length === 0) throw new RangeError("Expected a finite distance but found none");
  const { delta_diversity: delta } = PUBLISHED_NUMBERS.pipeline;
  const kept = Math.max(0, ...rows.filter((row) => row.distance >= delta).map((row) => row.kept));
  const all = Math.max(...rows.map((row) => row.kept));
  return drawFigure({
    ...common(options, "diversity_curve"),
    title: "How diverse the queries are",
    subtitle:
      `Queries kept by greedy k-center against the least distance between any two (Euclidean, unit-norm embeddings, ` +
      `0 to 2); n = ${thousands(all)} queries`,
    caption:
      `Figure 9 of the paper. Dashed: the paper's threshold ${delta}, which keeps ${
        thousands(kept)
      } here; ` +
      "it kept about 300,000 of more than 410,000 published.",
    alt: `Falling curve of queries kept against distance; ${thousands(kept)} of ${
      thousands(all)
    } are at least ${delta} apart.`,
    legend: [
      { label: "queries kept", color: SERIES_COLORS[0]!, shape: "line" },
      { label: "published threshold", color: PUBLISHED_COLOR, shape: "dashes" },
    ],
    plots: {
      height: 300,
      marginLeft: 70,
      marginTop: 30,
      marginBottom: 44,
      x: {
        label: "least distance between two queries",
        domain: [0, Math.max(delta * 1.1, ...rows.map((row) => row.distance))],
        labelAnchor: "center",
        labelArrow: "none",
      },
      y: {
        label: "queries kept",
        domain: [0, all * 1.05],
        grid: true,
        labelArrow: "none",
        ticks: 6,
        tickFormat: thousands,
      },
      marks: [
        Plot.line(rows.toSorted((a, b) => a.distance - b.distance || b.kept - a.kept), {
          x: "distance",
          y: "kept",
          stroke: SERIES_COLORS[0]!,
          strokeWidth: 2.2,
        }),
        Plot.ruleX([delta], { stroke: PUBLISHED_COLOR, strokeDasharray: "4,3", strokeWidth: 2 }),
        Plot.ruleY([0]),
      ],
    },
  });
}
