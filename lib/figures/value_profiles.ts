import { publishedValueCounts } from "../published/published_numbers.ts";
import { common, type FigureOptions, type FigureRows, figureRows, isThere } from "./figure_rows.ts";
import { heatLegend, heatMap, type HeatScale } from "./heat_map.ts";
import { modelLabel } from "./model_label.ts";
import { PROVIDER_COLORS, providerLabel } from "./palette.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode positionProfilesFigure} needs: those of `valueProfiles`. */
export interface PositionProfileRow {
  /** A model's or a provider's key. */
  readonly group: string;
  readonly category: string;
  readonly mean: number | null;
  readonly n: number;
}

/** Where each model or provider stands on each category of values: mean positions. */
export function positionProfilesFigure(
  table: FigureRows<PositionProfileRow>,
  options: FigureOptions = {},
): Figure {
  const rows = figureRows(table, ["group", "category", "mean", "n"]);
  const scale: HeatScale = {
    xDomain: [...new Set(rows.map((row) => groupLabel(row.group)))],
    yDomain: [...new Set(rows.map((row) => row.category))].sort(),
    domain: [1, 5],
    format: (x) => x.toFixed(1),
    scheme: "diverging",
  };
  const sorted = rows.filter((row) => isThere(row.mean)).toSorted((a, b) => b.mean! - a.mean!);
  const tell = (row: PositionProfileRow | undefined) =>
    row === undefined
      ? "none"
      : `${groupLabel(row.group)} on ${row.category} (${row.mean?.toFixed(1)})`;
  return drawFigure({
    ...common(options, "position_profiles"),
    title: "Value profiles by position",
    subtitle:
      "Mean position on the values of a category, 0 (opposes) through 3 (neutral) to 6 (favors); colours end at 1 and 5; " +
      `n = ${Math.min(...rows.map((row) => row.n))} to ${
        Math.max(...rows.map((row) => row.n))
      } positions per cell`,
    caption:
      `Blue: favored; orange: opposed. Highest: ${tell(sorted[0])}; lowest: ${
        tell(sorted.at(-1))
      }. ` +
      "The intervals are in the table.",
    alt: `Heatmap of mean positions by category and group; highest ${tell(sorted[0])}, lowest ${
      tell(sorted.at(-1))
    }.`,
    legend: heatLegend(scale),
    plots: heatMap(
      rows.map((row) => ({ x: groupLabel(row.group), y: row.category, value: row.mean })),
      scale,
    ),
  });
}

/** Columns that {@linkcode expressedValuesFigure} needs: those of `expressedProfiles`. */
export interface ExpressedValueRow {
  readonly group: string;
  readonly category: string;
  readonly count: number;
}

/** Options of {@linkcode expressedValuesFigure}. */
export interface ExpressedOptions extends FigureOptions {
  /** Draws the published counts below, where groups are the dataset's models. @default {false} */
  readonly published?: boolean;
}

/**
 * Which values each model's (or provider's) responses express, as shares of all that were named of it (the
 * paper's Figures 7 and 10).
 */
export function expressedValuesFigure(
  table: FigureRows<ExpressedValueRow>,
  options: ExpressedOptions = {},
): Figure {
  const rows = figureRows(table, ["group", "category", "count"]);
  const groups = [...new Set(rows.map((row) => row.group))];
  const known = options.published
    ? publishedValueCounts().filter((cell) => groups.includes(cell.model))
      .map((cell) => ({ group: cell.model, category: cell.category, count: cell.count }))
    : [];
  const domain: [number, number] = [
    0,
    Math.max(...shares(rows).map((cell) => cell.value), ...shares(known).map((cell) => cell.value)),
  ];
  const part = (own: readonly ExpressedValueRow[]): HeatScale => ({
    xDomain: groups.map(groupLabel),
    yDomain: [...new Set(own.map((row) => row.category))].sort(),
    domain,
    format: (x) => x.toFixed(0),
  });
  const top = shares(rows).toSorted((a, b) => b.value - a.value)[0]!;
  return drawFigure({
    ...common(options, "expressed_values"),
    title: "Values that the responses express",
    subtitle:
      "Names of values per category, in % of all names given of the model's or provider's responses" +
      (known.length > 0
        ? "; above: this study, below: published counts in % of the nine categories published, hence higher"
        : ""),
    caption:
      `Figures 7 and 10 of the paper, which give counts. Names that are near to no category count in the ` +
      `whole as "(none)". Most: ${top.x}, ${top.y} (${top.value.toFixed(1)} %).`,
    alt:
      `Heatmap of the shares of expressed values by category; the largest is ${top.x}, ${top.y} (${
        top.value.toFixed(1)
      } %).`,
    legend: heatLegend(part(rows)).map((entry) => ({ ...entry, label: `${entry.label} %` })),
    plots: [
      heatMap(shares(rows), part(rows)),
      ...(known.length > 0 ? [heatMap(shares(known), part(known))] : []),
    ],
  });
}

function shares(rows: readonly ExpressedValueRow[]): { x: string; y: string; value: number }[] {
  const totals = new Map<string, number>();
  for (const { group, count } of rows) totals.set(group, (totals.get(group) ?? 0) + count);
  return rows.map(({ group, category, count }) => ({
    x: groupLabel(group),
    y: category,
    value: count / (totals.get(group) || 1) * 100,
  }));
}

function groupLabel(group: string): string {
  return group in PROVIDER_COLORS ? providerLabel(group) : modelLabel(group);
}
