import {
  common,
  descending,
  type FigureOptions,
  type FigureRows,
  figureRows,
  inPercent,
  thousands,
} from "./figure_rows.ts";
import { intervalDots } from "./interval_dots.ts";
import { modelLabel } from "./model_label.ts";
import { providerColors, SERIES_COLORS } from "./palette.ts";
import { providerLegend } from "./provider_legend.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode refusalsFigure} needs: those of `rates`; a provider where groups are models. */
export interface RefusalRow {
  /** A model's key, or a topic. */
  readonly group: string;
  readonly provider?: string;
  readonly requested: number;
  readonly assessed: number;
  readonly rate: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Options of {@linkcode refusalsFigure}. */
export interface RefusalOptions extends FigureOptions {
  /** What the rows' intervals are clustered on. @default {"the value pair"} */
  readonly clusteredOn?: string;
}

/** Refusal rates per model, or per topic (the paper's Figure 4, right; then its name is `refusals_by_topic`). */
export function refusalsFigure(
  table: FigureRows<RefusalRow>,
  options: RefusalOptions = {},
): Figure {
  const rows = figureRows(table, ["group", "requested", "assessed", "rate"])
    .toSorted((a, b) => descending(a.rate, b.rate) || (a.group < b.group ? -1 : 1));
  const providers = rows.flatMap((row) => row.provider ?? []);
  const byModel = providers.length > 0;
  const colors = providerColors(providers);
  const label = (row: RefusalRow) => row.provider === undefined ? row.group : modelLabel(row.group);
  const requested = rows.reduce((sum, row) => sum + row.requested, 0);
  const assessed = rows.reduce((sum, row) => sum + row.assessed, 0);
  return drawFigure({
    ...common(options, byModel ? "refusals" : "refusals_by_topic"),
    title: byModel ? "Which model refuses" : "Which topic is refused",
    subtitle: `Share of responses that refuse; whiskers: 95 % intervals, clustered on ${
      options.clusteredOn ?? "the value pair"
    }; ${thousands(assessed)} of ${thousands(requested)} responses assessed`,
    caption:
      "An answer that the provider withheld counts as a refusal. Responses that could not be told (truncated, failed, " +
      "not sorted by the judge) are in no rate; their number is the difference." +
      (byModel ? "" : " A query may have several topics."),
    alt: `Dot plot of refusal rates by ${byModel ? "model" : "topic"}: ${
      rows.map((row) => `${label(row)} ${inPercent(row.rate)}`).join(", ")
    }.`,
    legend: providerLegend(providers),
    plots: intervalDots(
      rows.map((row) => ({
        label: label(row),
        value: row.rate * 100,
        low: row.low === null ? null : row.low * 100,
        high: row.high === null ? null : row.high * 100,
        color: (row.provider === undefined ? undefined : colors.get(row.provider)) ??
          SERIES_COLORS[0]!,
      })),
      { label: "refusals (% of responses)", format: (x) => `${x.toFixed(1)} %` },
    ),
  });
}
