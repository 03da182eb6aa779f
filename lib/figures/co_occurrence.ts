import { PUBLISHED_NUMBERS } from "../published/published_numbers.ts";
import {
  common,
  type FigureOptions,
  type FigureRows,
  figureRows,
  thousands,
} from "./figure_rows.ts";
import { heatLegend, heatMap, type HeatScale } from "./heat_map.ts";
import { intervalDots } from "./interval_dots.ts";
import { modelLabel } from "./model_label.ts";
import { SERIES_COLORS } from "./palette.ts";
import type { PlotOptions } from "./plot_svg.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode coOccurrenceFigure} needs: those of `coOccurrence`, of one pair of models. */
export interface CoOccurrenceRow {
  readonly model_a: string;
  readonly category_a: string;
  readonly model_b: string;
  readonly category_b: string;
  readonly given: number;
  readonly probability: number;
}

/** Options of {@linkcode coOccurrenceFigure}. */
export interface CoOccurrenceFigureOptions extends FigureOptions {
  /** Shows the diagonal beside the published one, where that is known of the two models. @default {false} */
  readonly published?: boolean;
}

/** Which values model B expresses where model A expresses one (the paper's Figure 11). */
export function coOccurrenceFigure(
  table: FigureRows<CoOccurrenceRow>,
  options: CoOccurrenceFigureOptions = {},
): Figure {
  const rows = figureRows(table, [
    "model_a",
    "category_a",
    "model_b",
    "category_b",
    "given",
    "probability",
  ]);
  const [{ model_a, model_b }] = rows as [CoOccurrenceRow];
  const other = rows.find((row) => row.model_a !== model_a || row.model_b !== model_b);
  if (other !== undefined) {
    throw new RangeError(
      `Expected rows of one pair of models but found ${model_a}, ${model_b} and ${other.model_a}, ${other.model_b}`,
    );
  }
  const diagonal = options.published
    ? PUBLISHED_NUMBERS.figure11_diagonal[`${model_a}>${model_b}`]
    : undefined;
  const scale: HeatScale = {
    xDomain: [...new Set(rows.map((row) => row.category_b))].sort(),
    yDomain: [...new Set(rows.map((row) => row.category_a))].sort(),
    domain: [0, Math.max(...rows.map((row) => row.probability))],
    format: (x) => x.toFixed(2),
  };
  const top = rows.toSorted((a, b) => b.probability - a.probability)[0]!;
  return drawFigure({
    ...common(options, "co_occurrence"),
    title: `What ${modelLabel(model_b)} expresses where ${modelLabel(model_a)} does`,
    subtitle:
      `P(${modelLabel(model_b)} shows the column's category | ${
        modelLabel(model_a)
      } shows the row's), ` +
      `0 to 1; each row rests on ${
        thousands(Math.min(...rows.map((row) => row.given)))
      } queries or more`,
    caption: "Figure 11 of the paper." +
      (diagonal === undefined ? "" : " Below: the diagonal; diamonds: published."),
    alt:
      `Heatmap of conditional co-occurrence; the largest is ${top.category_b} given ${top.category_a} (${
        top.probability.toFixed(2)
      }).`,
    legend: heatLegend(scale),
    plots: [
      heatMap(
        rows.map((row) => ({ x: row.category_b, y: row.category_a, value: row.probability })),
        scale,
      ),
      ...(diagonal === undefined ? [] : [diagonalDots(rows, diagonal)]),
    ],
  });
}

/** P(B shows a category | A shows it), with the published number where there is one. */
function diagonalDots(
  rows: readonly CoOccurrenceRow[],
  published: Readonly<Record<string, number>>,
): PlotOptions {
  const own = new Map(
    rows.filter((row) => row.category_a === row.category_b)
      .map((row) => [row.category_a, row.probability]),
  );
  return intervalDots(
    [...new Set([...own.keys(), ...Object.keys(published)])].sort().map((category) => ({
      label: category,
      value: own.get(category) ?? null,
      color: SERIES_COLORS[0]!,
      published: published[category] ?? null,
    })),
    { label: "both show the category", domain: [0, 1], format: (x) => x.toFixed(2) },
  );
}
