import {
  common,
  type FigureOptions,
  type FigureRows,
  figureRows,
  thousands,
} from "./figure_rows.ts";
import { intervalDots } from "./interval_dots.ts";
import { SERIES_COLORS } from "./palette.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode nudgesFigure} needs, one row per nudge. */
export interface NudgeFigureRow {
  /** `neutral`, `value1` or `value2`. */
  readonly nudge: string;
  readonly scored: number;
  readonly disagreement: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly clusters: number;
  readonly mean_value1: number | null;
  readonly mean_value2: number | null;
}

const WORDS: Readonly<Record<string, string>> = {
  neutral: "neutral",
  value1: "nudged to value 1",
  value2: "nudged to value 2",
};

/** Where the panel stands, and how far it parts, when a query is neutral or nudged to one of its values. */
export function nudgesFigure(
  table: FigureRows<NudgeFigureRow>,
  options: FigureOptions = {},
): Figure {
  const rows = figureRows(table, ["nudge", "scored", "disagreement", "mean_value1", "mean_value2"]);
  const words = ({ nudge }: NudgeFigureRow) => WORDS[nudge] ?? nudge;
  const mean = (x: number | null) => x === null ? "none" : x.toFixed(2);
  const color = { value1: SERIES_COLORS[0]!, value2: SERIES_COLORS[1]! };
  return drawFigure({
    ...common(options, "nudges"),
    title: "Do the nudges push?",
    subtitle:
      "Mean position of the panel on each value (0-6, without intervals), and mean disagreement with its 95 % " +
      `interval, clustered on the value pair; n = ${
        rows.map(({ scored }) => thousands(scored)).join(", ")
      } queries of ${thousands(Math.max(...rows.map(({ clusters }) => clusters)))} value pairs`,
    caption:
      "Where nudges push, each value stands highest on the queries nudged to it. A nudge that moves all models " +
      "alike leaves disagreement as it is.",
    alt: `Dot plots of mean positions and disagreement by nudge: ${
      rows.map((row) =>
        `${words(row)} ${mean(row.mean_value1)} and ${mean(row.mean_value2)}, disagreement ${
          row.disagreement.toFixed(2)
        }`
      ).join("; ")
    }.`,
    legend: [
      { label: "value 1", color: color.value1, shape: "dot" },
      { label: "value 2", color: color.value2, shape: "dot" },
      { label: "disagreement", color: SERIES_COLORS[2]!, shape: "dot" },
    ],
    plots: [
      intervalDots(
        (["value1", "value2"] as const).flatMap((value) =>
          rows.map((row) => ({
            label: `${value.replace("value", "value ")}, ${words(row)}`,
            value: row[`mean_${value}`],
            color: color[value],
          }))
        ),
        {
          label: "mean position (0-6)",
          domain: [0, 6],
          reference: 3,
          format: (x) => x.toFixed(2),
        },
      ),
      intervalDots(
        rows.map((row) => ({
          label: words(row),
          value: row.disagreement,
          low: row.low,
          high: row.high,
          color: SERIES_COLORS[2]!,
        })),
        { label: "mean disagreement (population SD, positions 0-6)", format: (x) => x.toFixed(2) },
      ),
    ],
  });
}
