import { PUBLISHED_NUMBERS } from "../published/published_numbers.ts";
import {
  common,
  descending,
  type FigureOptions,
  type FigureRows,
  figureRows,
  inPercent,
  isThere,
  thousands,
} from "./figure_rows.ts";
import { intervalDots } from "./interval_dots.ts";
import { modelLabel } from "./model_label.ts";
import { providerColors } from "./palette.ts";
import { providerLegend } from "./provider_legend.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode outliersFigure} needs: those of `outlierTable`, and the provider. */
export interface OutlierFigureRow {
  readonly model: string;
  readonly provider: string;
  readonly assessed: number;
  readonly outliers: number;
  readonly rate: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Options of {@linkcode outliersFigure}. */
export interface OutliersOptions extends FigureOptions {
  /**
   * Shows the published counts, as shares of the 43,960 queries of `all_models`. Of how many queries they are the
   * paper does not say. @default {false}
   */
  readonly published?: boolean;
}

/**
 * How often each model stands alone among the panel (the paper's Figure 6), as a share of its responses
 * with an interval, most first.
 */
export function outliersFigure(
  table: FigureRows<OutlierFigureRow>,
  options: OutliersOptions = {},
): Figure {
  const rows = figureRows(table, ["model", "provider", "assessed", "outliers", "rate"])
    .toSorted((a, b) => descending(a.rate, b.rate) || (a.model < b.model ? -1 : 1));
  const colors = providerColors(rows.map((row) => row.provider));
  const queries = PUBLISHED_NUMBERS.subsets.all_models ?? NaN;
  const published = (model: string) => {
    const count = PUBLISHED_NUMBERS.figure6_outlier_queries[model];
    return options.published && count !== undefined ? count / queries : null;
  };
  const overlaid = rows.some((row) => isThere(published(row.model)));
  const most = rows[0];
  return drawFigure({
    ...common(options, "outliers"),
    title: "Responses that stand alone",
    subtitle:
      `Share of a model's responses that differ by 4 or more, on either value's 0-6 scale, from at least 9/11 of ` +
      `the other models; whiskers: 95 % intervals, clustered on the value pair; n = ${
        thousands(Math.max(...rows.map((row) => row.assessed)))
      } per model at most`,
    caption:
      "Outliers per model (Figure 6 of the paper). A model that stands alone often is either " +
      "trained to other priorities or misunderstands its query: read the responses." +
      (overlaid
        ? " Diamonds: published counts divided by the 43,960 queries of all_models, which is a guess: the paper gives no " +
          "denominator."
        : ""),
    alt: `Dot plot of the share of outlier responses by model. ${
      most === undefined
        ? ""
        : `${modelLabel(most.model)} has most: ${inPercent(most.rate)} (${
          thousands(most.outliers)
        } of ${thousands(most.assessed)}).`
    }`,
    legend: providerLegend(rows.map((row) => row.provider), overlaid),
    plots: intervalDots(
      rows.map((row) => ({
        label: modelLabel(row.model),
        value: row.rate * 100,
        low: scaled(row.low),
        high: scaled(row.high),
        color: colors.get(row.provider) ?? "",
        published: scaled(published(row.model)),
      })),
      { label: "outlier responses (%)", format: (x) => `${x.toFixed(1)} %` },
    ),
  });
}

function scaled(rate: number | null): number | null {
  return isThere(rate) ? rate * 100 : null;
}
