import {
  common,
  descending,
  type FigureOptions,
  type FigureRows,
  figureRows,
  isThere,
  thousands,
} from "./figure_rows.ts";
import { intervalDots } from "./interval_dots.ts";
import { modelLabel } from "./model_label.ts";
import { providerColors } from "./palette.ts";
import { providerLegend } from "./provider_legend.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode ratesFigure} needs: those of `rates`, and the provider. */
export interface RateFigureRow {
  /** The model. */
  readonly group: string;
  readonly provider: string;
  readonly count: number;
  readonly assessed: number;
  readonly requested: number;
  readonly rate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/** What a {@linkcode ratesFigure} says. */
export interface RatesText {
  readonly name: string;
  readonly title: string;
  /** What the rate is of, such as "responses that refuse". */
  readonly what: string;
  readonly caption: string;
}

/** A rate per model with its interval, most first; the denominators stand in the labels. */
export function ratesFigure(
  table: FigureRows<RateFigureRow>,
  text: RatesText,
  options: FigureOptions = {},
): Figure {
  const rows = figureRows(table, ["group", "provider", "count", "assessed", "requested", "rate"])
    .toSorted((a, b) => descending(a.rate, b.rate) || (a.group < b.group ? -1 : 1));
  const colors = providerColors(rows.map((row) => row.provider));
  const scaled = (x: number | null) => isThere(x) ? x * 100 : null;
  const first = rows[0]!;
  const missing = rows.reduce((sum, row) => sum + row.requested - row.assessed, 0);
  return drawFigure({
    ...common(options, text.name),
    title: text.title,
    subtitle: `Share of ${text.what} (count of assessed beside the model); whiskers: 95 % ` +
      `intervals, clustered on the value pair${
        missing > 0 ? `; ${thousands(missing)} requested cells could not be assessed` : ""
      }`,
    caption: text.caption + (missing > 0 ? ` ${boundsOf(rows)}` : ""),
    alt: `Dot plot of the share of ${text.what} by model. ${modelLabel(first.group)} has most: ${
      thousands(first.count)
    } of ${thousands(first.assessed)}.`,
    legend: providerLegend(rows.map((row) => row.provider)),
    plots: intervalDots(
      rows.map((row) => ({
        label: `${modelLabel(row.group)} (${thousands(row.count)} of ${thousands(row.assessed)})`,
        value: scaled(row.rate),
        low: scaled(row.low),
        high: scaled(row.high),
        color: colors.get(row.provider) ?? "",
      })),
      { label: `${text.what} (%)`, format: (x) => `${x.toFixed(1)} %` },
    ),
  });
}

/** What the rates would be at best and at worst, whatever the missing cells would have shown, where that matters most. */
function boundsOf(rows: readonly RateFigureRow[]): string {
  const most = rows.toSorted((a, b) => b.requested - b.assessed - (a.requested - a.assessed))[0]!;
  const { group, count, assessed, requested } = most;
  const share = (n: number) => (100 * n / requested).toFixed(1);
  return `Whatever the missing cells would have shown, the rate of ${
    modelLabel(group)
  }, which lacks most (${thousands(requested - assessed)} of ${thousands(requested)}), is from ${
    share(count)
  } to ${share(count + requested - assessed)} %.`;
}
