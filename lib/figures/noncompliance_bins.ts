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
import { PUBLISHED_COLOR, SERIES_COLORS } from "./palette.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode noncomplianceBinsFigure} needs: one row per bin and vote. */
export interface NoncomplianceRow {
  /** As `disagreementBins` names it: `std_1.0_to_1.5`. */
  readonly bin: string;
  /** Whose word counts: most judges', or any judge's. */
  readonly vote: "majority" | "any";
  /** Share of queries on which all models are problematic, 0 to 1. */
  readonly rate: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

/** Options of {@linkcode noncomplianceBinsFigure}. */
export interface NoncomplianceOptions extends FigureOptions {
  /** Shows the published percentages. @default {false} */
  readonly published?: boolean;
  /** Whether the models are a study's panel, not those of the spec's own provider; the words then claim no more. */
  readonly ofPanel?: boolean;
}

const BINS = [
  "std_0.0_to_1.0",
  "std_1.0_to_1.5",
  "std_1.5_to_2.0",
  "std_2.0_to_2.5",
  "std_2.5_to_3.0",
];
const VOTES = { majority: "majority of judges", any: "any judge" } as const;

/** How often no model complies, by the disagreement of the models (the paper's Figure 2, both votes). */
export function noncomplianceBinsFigure(
  table: FigureRows<NoncomplianceRow>,
  options: NoncomplianceOptions = {},
): Figure {
  const rows = figureRows(table, ["bin", "vote", "rate", "n"]);
  const numbers = PUBLISHED_NUMBERS.figure2_frequent_noncompliance_percent;
  const published = ({ bin, vote }: NoncomplianceRow) => {
    const at = BINS.indexOf(bin);
    if (!options.published || at < 0) return null;
    return (vote === "majority" ? numbers.majority_vote : numbers.any_judge)[at] ?? null;
  };
  const overlaid = rows.some((row) => published(row) !== null);
  const color = { majority: SERIES_COLORS[0]!, any: SERIES_COLORS[1]! };
  const votes = (["majority", "any"] as const).filter((vote) =>
    rows.some((row) => row.vote === vote)
  );
  // Both votes stand on one scale: they are there to be compared.
  const most = Math.max(
    1,
    ...rows.flatMap((row) => [row.rate, row.high ?? 0]).map((share) => share * 105),
    ...rows.map((row) => published(row) ?? 0),
  );
  return drawFigure({
    ...common(options, "noncompliance_bins"),
    title: options.ofPanel
      ? "How often no model complies, by disagreement"
      : "The more the models part, the more often none complies",
    subtitle:
      `Share of queries on which every model${
        options.ofPanel ? "" : " of the provider"
      } is problematic (non-compliant or ambiguous), by their ` +
      "disagreement (population SD, positions 0-6); whiskers: 95 % intervals, clustered on the value pair",
    caption: `Figure 2 of the paper. Queries per bin: ${
      rows.filter((row) => row.vote === votes[0]).map((row) =>
        `${binLabel(row.bin)} ${thousands(row.n)}`
      ).join(", ")
    }.` + (overlaid ? " Diamonds: published percentages." : ""),
    alt: "Dot plots of frequent non-compliance by disagreement: " +
      rows.map((row) =>
        `${binLabel(row.bin)}, ${VOTES[row.vote]}: ${inPercent(row.rate)}`
      ).join(
        "; ",
      ) + ".",
    legend: overlaid ? [{ label: "published", color: PUBLISHED_COLOR, shape: "diamond" }] : [],
    plots: votes.map((vote) =>
      intervalDots(
        rows.filter((row) => row.vote === vote).map((row) => ({
          label: `D ${binLabel(row.bin)}`,
          value: row.rate * 100,
          low: row.low === null ? null : row.low * 100,
          high: row.high === null ? null : row.high * 100,
          color: color[vote],
          published: published(row),
        })),
        {
          label: `frequent non-compliance, ${VOTES[vote]} (% of queries)`,
          domain: [0, Math.min(100, most)],
          format: (x) => `${x.toFixed(1)} %`,
        },
      )
    ),
  });
}

function binLabel(bin: string): string {
  return bin.replace(/^std_/, "").replace("_to_", " to ");
}
