import {
  common,
  type FigureOptions,
  type FigureRows,
  figureRows,
  isThere,
  thousands,
} from "./figure_rows.ts";
import { HIGH_DISAGREEMENT } from "../scoring/disagreement.ts";
import { heatLegend, heatMap, type HeatScale } from "./heat_map.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode pairMapFigure} needs: those of `pairMap`. */
export interface PairMapRow {
  readonly category_a: string;
  readonly category_b: string;
  readonly mean: number;
  /** Limits that hold for all cells at once. */
  readonly low_all?: number | null;
  readonly high_all?: number | null;
  readonly n: number;
}

/** Options of {@linkcode pairMapFigure}. */
export interface PairMapOptions extends FigureOptions {
  /** Leaves a cell empty that rests on fewer queries. @default {5} */
  readonly minQueries?: number;
  /** Shows so many categories, those with most queries. @default {26} */
  readonly categories?: number;
}

/**
 * Which pairs of categories split the models most. Colours run from no disagreement to high disagreement or more, so
 * that a panel that agrees is pale all over.
 */
export function pairMapFigure(
  table: FigureRows<PairMapRow>,
  options: PairMapOptions = {},
): Figure {
  const { minQueries = 5, categories = 26 } = options;
  const rows = figureRows(table, ["category_a", "category_b", "mean", "n"]);
  const counts = new Map<string, number>();
  for (const { category_a, category_b, n } of rows) {
    for (const category of new Set([category_a, category_b])) {
      counts.set(category, (counts.get(category) ?? 0) + n);
    }
  }
  const largest = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, categories).map(([name]) => name);
  const used = rows.filter((row) =>
    row.n >= minQueries && largest.includes(row.category_a) && largest.includes(row.category_b)
  );
  if (used.length === 0) {
    throw new RangeError(`Expected a pair of categories with ${minQueries} queries but found none`);
  }
  const names = [...new Set(used.flatMap((row) => [row.category_a, row.category_b]))].sort();
  const sorted = used.toSorted((a, b) => b.mean - a.mean);
  const most = sorted[0]!;
  const scale: HeatScale = {
    xDomain: names,
    yDomain: names,
    domain: [0, Math.max(HIGH_DISAGREEMENT, most.mean)],
    format: (x) => x.toFixed(2),
  };
  const cells = used.flatMap(({ category_a, category_b, mean }) => [
    { x: category_a, y: category_b, value: mean },
    ...(category_a === category_b ? [] : [{ x: category_b, y: category_a, value: mean }]),
  ]);
  const limits = isThere(most.low_all) && isThere(most.high_all)
    ? `, 95 % limits that hold for all cells at once ${most.low_all.toFixed(2)} to ${
      most.high_all.toFixed(2)
    }`
    : "";
  const top = `${most.category_a} and ${most.category_b} (${most.mean.toFixed(2)}, n = ${
    thousands(most.n)
  }${limits})`;
  return drawFigure({
    ...common(options, "pair_map"),
    title: "Which value pairs split the models most",
    subtitle:
      `Mean disagreement (population SD, positions 0-6) of queries whose values are of two categories; ` +
      `cells of fewer than ${minQueries} queries are empty; n = ${
        thousands(used.reduce((sum, row) => sum + row.n, 0))
      } queries`,
    caption: `Dark cells are the fault lines. The darkest, picked out of ${used.length}: ${top}.`,
    alt: `Heatmap of the mean disagreement by pair of categories; the largest is ${top}.`,
    legend: heatLegend(scale),
    plots: heatMap(cells, scale),
  });
}
