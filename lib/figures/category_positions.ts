import { common, type FigureOptions, type FigureRows, figureRows, isThere } from "./figure_rows.ts";
import { heatLegend, heatMap, type HeatScale } from "./heat_map.ts";
import { providerLabel } from "./palette.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode categoryPositionsFigure} needs: those of `valueProfiles`. */
export interface CategoryPositionRow {
  /** A provider (or a model). */
  readonly group: string;
  readonly category: string;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

/** What {@linkcode categoryPositionsFigure} needs of a `ProviderContrast`. */
export interface ContrastMark {
  readonly provider: string;
  readonly category: string;
  readonly p_bh: number;
}

/** The least difference that the strongest colours stand for: chance alone is to look pale. */
const LEAST_REACH = 1;

/** Options of {@linkcode categoryPositionsFigure}. */
export interface CategoryPositionsOptions extends FigureOptions {
  /** Marks the cells of which `providerContrasts` finds a difference beyond chance. @default {none} */
  readonly contrasts?: readonly ContrastMark[];
  /** How a group is written. @default {providerLabel} */
  readonly labelOf?: (group: string) => string;
}

/**
 * Where each provider stands on each category of values, as a difference from the mean of all providers: a value
 * profile by position rather than by count.
 */
export function categoryPositionsFigure(
  table: FigureRows<CategoryPositionRow>,
  options: CategoryPositionsOptions = {},
): Figure {
  const rows = figureRows(table, ["group", "category", "mean", "low", "high"]);
  const { labelOf = providerLabel, contrasts = [] } = options;
  const sure = new Set(
    contrasts.filter(({ p_bh }) => p_bh < 0.05).map((c) =>
      JSON.stringify([c.provider, c.category])
    ),
  );
  const groups = [...new Set(rows.map((row) => row.group))];
  const cells = [...Map.groupBy(rows, (row) => row.category)].flatMap(([category, own]) => {
    const there = own.filter((row) => isThere(row.mean));
    const center = there.reduce((sum, row) => sum + row.mean!, 0) / there.length;
    return there.map((row) => ({
      x: labelOf(row.group),
      y: category,
      value: row.mean! - center,
      note: sure.has(JSON.stringify([row.group, category])) ? "*" : "",
      half: isThere(row.low) && isThere(row.high) ? (row.high - row.low) / 2 : null,
    }));
  });
  if (cells.length === 0) throw new RangeError("Expected a mean position but found none");
  const categories = [...new Set(cells.map((cell) => cell.y))].sort();
  const reach = Math.max(LEAST_REACH, ...cells.map((cell) => Math.abs(cell.value)));
  const scale: HeatScale = {
    xDomain: groups.map(labelOf),
    yDomain: categories,
    domain: [-reach, reach],
    format: signed,
    scheme: "diverging",
  };
  const halves = cells.flatMap((cell) => cell.half ?? []).sort((a, b) => a - b);
  const half = halves[Math.floor(halves.length / 2)];
  const strongest = cells.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value))[0]!;
  return drawFigure({
    ...common(options, "category_positions"),
    title: "What each provider's models favor",
    subtitle:
      `Mean position (0-6) on the values of a category, as a difference from the mean of all providers` +
      (half === undefined
        ? ""
        : `; median 95 % half-width of a provider's own mean: ±${half.toFixed(2)}`) +
      (contrasts.length === 0
        ? ""
        : `; *: differs from the other providers on the same queries (p < 0.05, Benjamini-Hochberg over ${contrasts.length})`),
    caption:
      "Blue: the provider's models favor the category more than the mean of the providers, each of which counts once; orange: less. A response counts " +
      "for the categories of both values of its query; intervals are clustered on the value pair and stand in the " +
      "table." +
      (contrasts.length === 0 ? " Of so many differences some are large by chance." : ""),
    alt:
      `Heatmap of mean positions by provider and category. The strongest is ${strongest.x} on ${strongest.y} (${
        signed(strongest.value)
      }).`,
    legend: heatLegend(scale),
    plots: heatMap(cells, scale),
  });
}

function signed(x: number): string {
  const text = Math.abs(x).toFixed(2);
  return text === "0.00" ? text : x < 0 ? `−${text}` : `+${text}`;
}
