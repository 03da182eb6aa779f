import * as Plot from "@observablehq/plot";
import { PUBLISHED_NUMBERS } from "../published/published_numbers.ts";
import { HIGH_DISAGREEMENT } from "../scoring/disagreement.ts";
import {
  common,
  type FigureOptions,
  type FigureRows,
  figureRows,
  inPercent,
  isThere,
  thousands,
} from "./figure_rows.ts";
import { SERIES_COLORS } from "./palette.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode disagreementDistributionFigure} needs. */
export interface DisagreementRow {
  readonly disagreement: number | null;
}

/** Options of {@linkcode disagreementDistributionFigure}. */
export interface DistributionOptions extends FigureOptions {
  /** Tells the published counts in the caption. @default {false} */
  readonly published?: boolean;
}

const WIDTH = 0.125;
const THRESHOLDS = [1, HIGH_DISAGREEMENT, 2, 2.5];

/** How many queries have which disagreement, with the share at or above each threshold. */
export function disagreementDistributionFigure(
  table: FigureRows<DisagreementRow>,
  options: DistributionOptions = {},
): Figure {
  const rows = figureRows(table, ["disagreement"]);
  const known = rows.map((row) => row.disagreement).filter(isThere);
  // The last bin takes 3 itself, the most that there can be.
  const bins = Array.from(
    { length: 3 / WIDTH },
    (_, i) => ({ low: i * WIDTH, high: (i + 1) * WIDTH, count: 0 }),
  );
  for (const d of known) {
    const bin = bins[Math.min(bins.length - 1, Math.floor(d / WIDTH))];
    if (bin !== undefined) bin.count++;
  }
  const shares = THRESHOLDS.map((threshold) => ({
    threshold,
    share: known.length === 0 ? null : known.filter((d) => d >= threshold).length / known.length,
  }));
  const { pipeline } = PUBLISHED_NUMBERS;
  const most = Math.max(...bins.map((bin) => bin.count));
  const high = shares.find((row) => row.threshold === HIGH_DISAGREEMENT)?.share;
  return drawFigure({
    ...common(options, "disagreement_distribution"),
    title: "How far the panel parts",
    subtitle:
      `Queries by disagreement: the larger of the two values' population standard deviations of positions ` +
      `(0-6); n = ${thousands(known.length)} queries${
        known.length < rows.length ? `, ${thousands(rows.length - known.length)} without` : ""
      }`,
    caption: `Dashed lines: thresholds with the share of queries at or above them. From ` +
      `${HIGH_DISAGREEMENT} on, two models at least differ by 3 or more positions. ${
        options.published
          ? `Published: more than ${thousands(pipeline.some_disagreement_at_least)} of about ${
            thousands(pipeline.after_diversity_cut_about)
          } scenarios with some disagreement, more than ${
            thousands(pipeline.substantial_disagreement_at_least)
          } with high disagreement among at least one set of models. `
          : ""
      }A table that was selected for its disagreement starts at the threshold.`,
    alt:
      `Histogram of disagreement from 0 to 3; ${inPercent(high)} of ${
        thousands(known.length)
      } queries are at ` +
      `${HIGH_DISAGREEMENT} or above.`,
    plots: {
      height: 300,
      marginLeft: 64,
      marginTop: 40,
      marginBottom: 44,
      x: {
        label: "disagreement (population SD, positions 0-6)",
        domain: [0, 3],
        ticks: 12,
        labelAnchor: "center",
        labelArrow: "none",
      },
      y: {
        label: "queries",
        domain: [0, Math.max(1, most) * 1.05],
        grid: true,
        labelArrow: "none",
        ticks: Math.min(6, Math.max(1, most)),
        tickFormat: thousands,
      },
      marks: [
        Plot.rectY(bins, {
          x1: "low",
          x2: "high",
          y: "count",
          fill: SERIES_COLORS[0]!,
          insetLeft: 0.5,
          insetRight: 0.5,
        }),
        Plot.ruleX(shares, { x: "threshold", stroke: "currentColor", strokeDasharray: "4,3" }),
        Plot.text(shares, {
          x: "threshold",
          frameAnchor: "top",
          dy: -14,
          lineAnchor: "bottom",
          text: (row: { threshold: number; share: number | null }) =>
            `≥ ${row.threshold}:\n${inPercent(row.share)}`,
          lineHeight: 1.2,
          fontSize: 11,
        }),
        Plot.ruleY([0]),
      ],
    },
  });
}
