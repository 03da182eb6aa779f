import { common, type FigureOptions, type FigureRows, figureRows } from "./figure_rows.ts";
import { intervalDots } from "./interval_dots.ts";
import { modelLabel } from "./model_label.ts";
import { providerColors, providerLabel } from "./palette.ts";
import { providerLegend } from "./provider_legend.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode meanPositionsFigure} needs. */
export interface MeanPositionRow {
  readonly model: string;
  readonly provider: string;
  /** `value1`, `value2`, or `both`. */
  readonly value: string;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const TITLES: Readonly<Record<string, string>> = { value1: "first value", value2: "second value" };

/** The mean position of every model on the first and the second value of its queries. */
export function meanPositionsFigure(
  table: FigureRows<MeanPositionRow>,
  options: FigureOptions = {},
): Figure {
  const rows = figureRows(table, ["model", "provider", "value", "mean"]);
  const colors = providerColors(rows.map((row) => row.provider));
  const providers = [...new Set(rows.map((row) => row.provider))];
  const values = [...new Set(rows.map((row) => row.value))];
  return drawFigure({
    ...common(options, "mean_positions"),
    title: "Where the models stand on the whole",
    subtitle:
      "Mean position, 0 (opposes the value to the extreme) through 3 (neutral) to 6 (favors it to the extreme); " +
      "whiskers: 95 % intervals, clustered on the value pair",
    caption:
      "Mean positions per model and value. The value pairs are random and so is their order, " +
      "so the two panels should look alike; a model far to the left opposes values of all kinds, as one that refuses does.",
    alt: `Dot plots of the mean position of ${
      new Set(rows.map((row) => row.model)).size
    } models of ${providers.map(providerLabel).join(", ")} on the first and on the second value.`,
    legend: providerLegend(providers),
    plots: values.map((value) =>
      intervalDots(
        rows.filter((row) => row.value === value).map((row) => ({
          label: modelLabel(row.model),
          value: row.mean,
          low: row.low,
          high: row.high,
          color: colors.get(row.provider) ?? "",
        })),
        {
          label: `mean position on the ${TITLES[value] ?? value} (0-6)`,
          domain: [0, 6],
          reference: 3,
          format: (x) => x.toFixed(2),
        },
      )
    ),
  });
}
