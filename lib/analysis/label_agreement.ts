import { fleissKappa } from "./agreement/fleiss_kappa.ts";
import { gwetAc1 } from "./agreement/gwet_ac1.ts";
import { krippendorffAlpha } from "./agreement/krippendorff_alpha.ts";
import { type RaterBias, raterBias } from "./agreement/rater_bias.ts";
import { type Rating, type Ratings, ratingsOf } from "./agreement/ratings.ts";
import { rawAgreement } from "./agreement/raw_agreement.ts";
import type { Estimate, IntervalOptions } from "./interval.ts";
import type { LabelRow, LabelTable } from "./label_table.ts";

/** How far judges agree, by one measure. */
export interface LabelAgreement {
  /** `labels` or `scores` as they are; `refusal`: whether the label counts as one. */
  readonly on: string;
  readonly measure: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** Responses that two or more judges labelled. */
  readonly n: number;
  readonly clusters: number;
}

/** What judges said, as units (responses) by raters (judges). */
export function labelRatings(table: LabelTable, rows: readonly LabelRow[] = table.rows): Ratings {
  return ratingsOf(ratings(rows, ({ label }) => label), table.labels ?? undefined);
}

/** The same with each label as `refusal` or `answer`; only labels count, not what the provider withheld. */
export function refusalRatings(table: LabelTable, rows: readonly LabelRow[] = table.rows): Ratings {
  const kind = (label: LabelRow["label"]) =>
    label === null ? null : table.refusals.includes(String(label)) ? "refusal" : "answer";
  return ratingsOf(ratings(rows, ({ label }) => kind(label)), ["answer", "refusal"]);
}

/**
 * Agreement of the judges with clustered intervals: raw agreement, Fleiss' kappa, Krippendorff's alpha and Gwet's
 * AC1. Labels count as nominal, for `alpha (ordinal)` in their order; scores by alpha alone, as numbers and in
 * their order, since two that are near are no disagreement.
 */
export function labelAgreement(
  table: LabelTable,
  options: IntervalOptions = {},
): LabelAgreement[] {
  const rows = (on: string, measures: readonly (readonly [string, Estimate])[]) =>
    measures.map(([measure, { estimate, low, high, n, clusters }]) => ({
      on,
      measure,
      estimate,
      low,
      high,
      n,
      clusters,
    }));
  const ratings = labelRatings(table);
  const ordinal = ["alpha (ordinal)", krippendorffAlpha(ratings, "ordinal", options)] as const;
  if (table.labels === null) {
    return rows("scores", [
      ["alpha (interval)", krippendorffAlpha(ratings, "interval", options)],
      ordinal,
    ]);
  }
  const nominal = (of: Ratings) =>
    [
      ["raw agreement", rawAgreement(of, options)],
      ["Fleiss' kappa", fleissKappa(of, options)],
      ["alpha (nominal)", krippendorffAlpha(of, "nominal", options)],
      ["Gwet's AC1", gwetAc1(of, options)],
    ] as const;
  return [
    ...rows("labels", [...nominal(ratings), ordinal]),
    ...rows("refusal", nominal(refusalRatings(table))),
  ];
}

/** How a judge leans on the responses of one provider. */
export interface ProviderBias extends RaterBias {
  readonly provider: string;
}

/**
 * How much more often each judge sees a refusal (or how much higher it scores) than the others do, provider by
 * provider: a judge that spares its own family shows here.
 */
export function biasByProvider(table: LabelTable, options: IntervalOptions = {}): ProviderBias[] {
  const providerOf = new Map(table.models.map(({ key, provider }) => [key, provider]));
  const groups = Map.groupBy(table.rows, ({ model }) => providerOf.get(model) ?? model);
  const measure = table.labels === null ? "mean" : "refusal";
  return [...groups].flatMap(([provider, rows]) => {
    const ratings = table.labels === null ? labelRatings(table, rows) : refusalRatings(table, rows);
    return raterBias(ratings, options).filter((row) => row.measure === measure)
      .map((row) => ({ provider, ...row }));
  });
}

function ratings(
  rows: readonly LabelRow[],
  labelOf: (row: LabelRow) => Rating["label"],
): Rating[] {
  return rows.map((row) => ({
    unit: JSON.stringify([row.query, row.model]),
    pair: row.pair,
    rater: row.judge,
    label: labelOf(row),
  }));
}
