import { publishedAccuracies } from "../published/published_numbers.ts";
import {
  common,
  descending,
  type FigureOptions,
  type FigureRows,
  figureRows,
  inPercent,
  isThere,
} from "./figure_rows.ts";
import { intervalDots } from "./interval_dots.ts";
import { modelLabel } from "./model_label.ts";
import { providerColors } from "./palette.ts";
import { providerLegend } from "./provider_legend.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode accuracyFigure} needs. */
export interface AccuracyRow {
  readonly model: string;
  readonly provider: string;
  /** Share of held-out comparisons foretold, 0 to 1. */
  readonly accuracy: number;
  readonly accuracy_sd: number | null;
  /** How many random splits it is the mean of. */
  readonly splits?: number;
}

/** Options of {@linkcode accuracyFigure}. */
export interface AccuracyOptions extends FigureOptions {
  /** Shows the published replication's accuracies. @default {false} */
  readonly published?: boolean;
}

/** How well a ranking of values foretells what each model favors in a collision it was not fitted on. */
export function accuracyFigure(
  table: FigureRows<AccuracyRow>,
  options: AccuracyOptions = {},
): Figure {
  const rows = figureRows(table, ["model", "provider", "accuracy"])
    .toSorted((a, b) => descending(a.accuracy, b.accuracy) || (a.model < b.model ? -1 : 1));
  const colors = providerColors(rows.map((row) => row.provider));
  const known = publishedAccuracies();
  const overlaid = options.published === true && rows.some((row) => known.has(row.model));
  const least = Math.min(
    ...rows.map((row) => row.accuracy - (row.accuracy_sd || 0)).filter(isThere),
  );
  const percent = (x: number | null | undefined) => isThere(x) ? x * 100 : null;
  return drawFigure({
    ...common(options, "bradley_terry_accuracy"),
    title: "How well a ranking of values foretells a model",
    subtitle:
      "Out-of-sample accuracy of a Bradley-Terry model with a nudge term, on held-out value pairs; " +
      "bars: one SD between random splits; dashed line: a coin",
    caption:
      "A model that is foretold well holds to a fixed ranking of values, or follows the nudge." +
      (rows[0]!.splits === undefined ? "" : ` Mean of ${rows[0]!.splits} random 90/10 splits.`) +
      (overlaid
        ? " Diamonds: a public replication over all_models with 50 random 90/10 splits."
        : ""),
    alt: `Dot plot of out-of-sample accuracy by model, from ${modelLabel(rows[0]!.model)} (${
      inPercent(rows[0]!.accuracy)
    }) to ${modelLabel(rows.at(-1)!.model)} (${inPercent(rows.at(-1)!.accuracy)}).`,
    legend: providerLegend(rows.map((row) => row.provider), overlaid),
    plots: intervalDots(
      rows.map((row) => ({
        label: modelLabel(row.model),
        value: row.accuracy * 100,
        low: isThere(row.accuracy_sd) ? Math.max(0, row.accuracy - row.accuracy_sd) * 100 : null,
        high: isThere(row.accuracy_sd) ? Math.min(1, row.accuracy + row.accuracy_sd) * 100 : null,
        color: colors.get(row.provider) ?? "",
        published: overlaid ? percent(known.get(row.model)) : null,
      })),
      {
        label: "accuracy (%)",
        domain: [least < 0.4 ? 0 : 40, 100],
        reference: 50,
        format: (x) => `${x.toFixed(1)} %`,
      },
    ),
  });
}

/** Columns that {@linkcode valueRankingFigure} needs. */
export interface StrengthRow {
  readonly model: string;
  readonly provider: string;
  readonly item: string;
  readonly strength: number;
  /** Bounds of a 95 % interval. */
  readonly strength_low?: number | null;
  readonly strength_high?: number | null;
  /** 1 is the strongest, with the bounds of its 95 % interval. */
  readonly rank?: number;
  readonly rank_low?: number | null;
  readonly rank_high?: number | null;
}

/** Options of {@linkcode valueRankingFigure}. */
export interface RankingOptions extends FigureOptions {
  /** How many values from each end. @default {4} */
  readonly ends?: number;
}

/** The values that every model puts first and last, by Bradley-Terry strength. */
export function valueRankingFigure(
  table: FigureRows<StrengthRow>,
  options: RankingOptions = {},
): Figure {
  const { ends = 4 } = options;
  const rows = figureRows(table, ["model", "provider", "item", "strength"]);
  const colors = providerColors(rows.map((row) => row.provider));
  const models = [...Map.groupBy(rows, (row) => row.model)];
  const numbers = rows.flatMap((row) => [row.strength, row.strength_low, row.strength_high])
    .filter(isThere);
  const most = Math.max(...numbers.map(Math.abs), 0.1);
  const intervals = rows.some((row) => isThere(row.rank_low));
  return drawFigure({
    ...common(options, "value_rankings"),
    title: "What each model puts first, and last",
    subtitle:
      `The ${ends} strongest and ${ends} weakest values or categories of each model by Bradley-Terry strength ` +
      "(logit scale, mean 0, shrunk towards it; the nudge is taken out)",
    caption: (intervals
      ? "Whiskers: 95 % intervals of the strength; at the right the rank with its 95 % interval, from value pairs " +
        "drawn with replacement. "
      : "") +
      "The ends were picked for being extreme: expect them milder on fresh queries. " +
      "A value prevails in a query when the model's response stands higher on it than on the other value.",
    alt: `Per model, the values with the largest and smallest strengths. ${
      models.map(([model, own]) =>
        `${modelLabel(model)}: first ${
          own.toSorted((a, b) => b.strength - a.strength)[0]!.item
        }`
      ).join("; ")
    }.`,
    legend: providerLegend(rows.map((row) => row.provider)),
    plots: models.map(([model, own]) => {
      const sorted = own.toSorted((a, b) => b.strength - a.strength || (a.item < b.item ? -1 : 1));
      const shown = sorted.length <= 2 * ends
        ? sorted
        : [...sorted.slice(0, ends), ...sorted.slice(-ends)];
      return intervalDots(
        shown.map((row) => ({
          label: row.item,
          value: row.strength,
          low: row.strength_low ?? null,
          high: row.strength_high ?? null,
          color: colors.get(row.provider) ?? "",
          ...(isThere(row.rank_low)
            ? { note: `${row.rank} (${row.rank_low}-${row.rank_high})` }
            : {}),
        })),
        {
          label: `${modelLabel(model)}: strength (logit)`,
          domain: [-most * 1.05, most * 1.05],
          reference: 0,
          format: (x) => x.toFixed(2),
        },
      );
    }),
  });
}
