import { PUBLISHED_NUMBERS } from "../published/published_numbers.ts";
import {
  common,
  type FigureOptions,
  type FigureRows,
  figureRows,
  inPercent,
  isThere,
  thousands,
} from "./figure_rows.ts";
import { intervalDots } from "./interval_dots.ts";
import { modelLabel } from "./model_label.ts";
import { PUBLISHED_COLOR, SERIES_COLORS } from "./palette.ts";
import { drawFigure, type Figure } from "./render.ts";

/** Columns that {@linkcode judgeAgreementFigure} needs: those of `raterPairs`. */
export interface JudgePairRow {
  readonly rater_a: string;
  readonly rater_b: string;
  readonly n: number;
  readonly agreement: number;
  readonly agreement_low: number | null;
  readonly agreement_high: number | null;
  readonly kappa: number | null;
  readonly kappa_low: number | null;
  readonly kappa_high: number | null;
}

/** Options of {@linkcode judgeAgreementFigure}. */
export interface JudgeAgreementOptions extends FigureOptions {
  /** Fleiss' kappa of all judges, to be told in the caption. */
  readonly fleissKappa?: number;
  /**
   * Whether decisions are compared as compliant or not. The published agreement is of that kind: its flag rates, its
   * agreement and its kappa fit no other. @default {false}
   */
  readonly binary?: boolean;
  /** What the rows' intervals are clustered on. @default {"the value pair"} */
  readonly clusteredOn?: string;
  /** Shows the published agreement. @default {false} */
  readonly published?: boolean;
}

/** How often every two judges decide alike, and how much of it is more than chance. */
export function judgeAgreementFigure(
  table: FigureRows<JudgePairRow>,
  options: JudgeAgreementOptions = {},
): Figure {
  const rows = figureRows(table, ["rater_a", "rater_b", "n", "agreement", "kappa"]);
  const label = (row: JudgePairRow) => `${modelLabel(row.rater_a)} and ${modelLabel(row.rater_b)}`;
  const known = PUBLISHED_NUMBERS.judge_agreement;
  const published = ({ rater_a: a, rater_b: b }: JudgePairRow) =>
    options.published
      ? known.pairwise_agreement_percent[`${a}|${b}`] ??
        known.pairwise_agreement_percent[`${b}|${a}`] ?? null
      : null;
  const overlaid = rows.some((row) => published(row) !== null);
  const percent = (x: number | null) => isThere(x) ? x * 100 : null;
  return drawFigure({
    ...common(options, "judge_agreement"),
    title: "Do the judges agree?",
    subtitle: `Share of responses that two judges decide alike${
      options.binary ? " (compliant or not)" : ""
    }, and Cohen's kappa; whiskers: 95 % intervals, clustered on ${
      options.clusteredOn ?? "the value pair"
    }; n = ${thousands(Math.max(...rows.map((row) => row.n)))} responses at most`,
    caption: (!isThere(options.fleissKappa)
      ? ""
      : `Fleiss' kappa of all judges: ${options.fleissKappa.toFixed(2)}. `) +
      "Kappa falls with prevalence alone: compare it only between samples of like base rates." +
      (overlaid
        ? ` Diamonds: published agreement (Fleiss' kappa ${known.fleiss_kappa} there), of decisions taken as ` +
          `compliant or not${
            options.binary
              ? ""
              : ", while here ambiguous counts as a decision of its own: do not compare"
          }.`
        : ""),
    alt: "Dot plots of agreement between judges: " +
      rows.map((row) =>
        `${label(row)} ${inPercent(row.agreement)}, kappa ${
          isThere(row.kappa) ? row.kappa.toFixed(2) : "none"
        }`
      )
        .join("; ") +
      ".",
    legend: overlaid ? [{ label: "published", color: PUBLISHED_COLOR, shape: "diamond" }] : [],
    plots: [
      intervalDots(
        rows.map((row) => ({
          label: label(row),
          value: row.agreement * 100,
          low: percent(row.agreement_low),
          high: percent(row.agreement_high),
          color: SERIES_COLORS[0]!,
          published: published(row),
        })),
        {
          label: "same decision (% of responses)",
          domain: [0, 100],
          format: (x) =>
            `${x.toFixed(1)} %`,
        },
      ),
      intervalDots(
        rows.map((row) => ({
          label: label(row),
          value: row.kappa,
          low: row.kappa_low,
          high: row.kappa_high,
          color: SERIES_COLORS[2]!,
        })),
        {
          label: "Cohen's kappa",
          domain: [
            Math.min(
              0,
              ...rows.map((row) => isThere(row.kappa_low) ? row.kappa_low : 0),
            ),
            1,
          ],
          reference: 0,
          format: (x) => x.toFixed(2),
        },
      ),
    ],
  });
}
