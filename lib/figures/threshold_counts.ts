import { PUBLISHED_NUMBERS } from "../published/published_numbers.ts";
import {
  common,
  type FigureOptions,
  type FigureRows,
  figureRows,
  inPercent,
  thousands,
} from "./figure_rows.ts";
import { intervalDots } from "./interval_dots.ts";
import { NEUTRAL_COLOR, providerColors, providerLabel } from "./palette.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode thresholdCountsFigure} needs. */
export interface ThresholdRow {
  /** A provider's key, or another name of a set of models such as `all`. */
  readonly set: string;
  /** Queries at or above the threshold. */
  readonly count: number;
  /** Queries with a disagreement: the denominator. */
  readonly assessed: number;
  readonly rate: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Options of {@linkcode thresholdCountsFigure}. */
export interface ThresholdOptions extends FigureOptions {
  /** Tells the published counts in the caption. @default {false} */
  readonly published?: boolean;
}

/** The published subset of a set of models. */
const SUBSETS: Readonly<Record<string, string>> = {
  all: "all_models",
  anthropic: "claude_models",
  openai: "openai_models",
};

/** How many queries each set of models disagrees on highly. */
export function thresholdCountsFigure(
  table: FigureRows<ThresholdRow>,
  options: ThresholdOptions = {},
): Figure {
  const rows = figureRows(table, ["set", "count", "assessed", "rate"]);
  const colors = providerColors(rows.map((row) => row.set).filter((set) => set !== "all"));
  return drawFigure({
    ...common(options, "threshold_counts"),
    title: "Who disagrees, and how often",
    subtitle:
      "Share of queries with high disagreement (population SD of 1.5 or more on a value) among all models and " +
      "among each provider's; whiskers: 95 % intervals, clustered on the value pair",
    caption:
      "Disagreement among one provider's models is disagreement under one spec. Providers with one model " +
      "have none. Counts: " +
      rows.map((row) => `${providerLabel(row.set)} ${row.count} of ${row.assessed}`).join(", ") +
      "." + (options.published ? publishedCounts(rows.map((row) => row.set)) : ""),
    alt: `Dot plot of the share of queries with high disagreement: ${
      rows.map((row) => `${providerLabel(row.set)} ${inPercent(row.rate)}`).join(", ")
    }.`,
    plots: intervalDots(
      rows.map((row) => ({
        label: row.set === "all" ? "all models" : providerLabel(row.set),
        value: row.rate * 100,
        low: row.low === null ? null : row.low * 100,
        high: row.high === null ? null : row.high * 100,
        color: colors.get(row.set) ?? NEUTRAL_COLOR,
      })),
      {
        label: "queries with high disagreement (%)",
        domain: [0, 100],
        format: (x) => `${x.toFixed(1)} %`,
      },
    ),
  });
}

/** The published counts, which are of queries that are left after thinning: no share to compare with. */
function publishedCounts(sets: readonly string[]): string {
  const { pipeline, subsets } = PUBLISHED_NUMBERS;
  const known = sets.flatMap((set) => {
    const count = subsets[SUBSETS[set] ?? ""];
    return count === undefined ? [] : [`${providerLabel(set)} ${thousands(count)}`];
  });
  return ` Published: more than ${thousands(pipeline.substantial_disagreement_at_least)} of about ${
    thousands(pipeline.after_diversity_cut_about)
  } queries${
    known.length === 0
      ? ""
      : `; of those of high disagreement, kept by thinning: ${known.join(", ")}`
  }.`;
}
