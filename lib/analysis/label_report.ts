import type { ColumnTable } from "arquero";
import { countOutcomes } from "../study/outcome.ts";
import { type RaterBias, raterBias } from "./agreement/rater_bias.ts";
import { type RaterPair, raterPairs } from "./agreement/rater_pairs.ts";
import { clusteredMean } from "./clustered.ts";
import {
  biasByProvider,
  labelAgreement,
  labelRatings,
  type ProviderBias,
} from "./label_agreement.ts";
import { type LabelOutlier, type LabelOutlierOptions, labelOutliers } from "./label_outliers.ts";
import { type LabelledResponse, labelledResponses, refusalOf } from "./label_responses.ts";
import { labelShares } from "./label_shares.ts";
import type { LabelTable } from "./label_table.ts";
import { rates } from "./rates.ts";
import { toTable } from "./table.ts";

/** What a table of labels or scores shows, each as one table. */
export interface LabelReport {
  /** How every requested judging ended, per judge. */
  readonly outcomes: ColumnTable;
  /** The share of each label per model; null for scores. */
  readonly types: ColumnTable | null;
  /** The refusal rate, or the mean score, per model with its provider, the highest first. */
  readonly models: ColumnTable;
  /** The same per provider. */
  readonly providers: ColumnTable;
  /** The same per provider and topic; null without topics. */
  readonly topics: ColumnTable | null;
  /** The refusal rate, or the mean score, that each judge alone gives each provider. */
  readonly judges: ColumnTable;
  /** Agreement of the judges. */
  readonly agreement: ColumnTable;
  /** Agreement of each two of them, with Cohen's kappa; null for scores. */
  readonly pairs: ColumnTable | null;
  /** How each judge leans beside the others, over all and provider by provider. */
  readonly bias: ColumnTable;
  readonly biasByProvider: ColumnTable;
  /** How each model stands to all others, the furthest first. */
  readonly outliers: ColumnTable;
}

/** What of a table of labels or scores is shown, and how sure. */
export interface LabelReportOptions extends LabelOutlierOptions {
  /** The topic of a query, for rates per provider and topic. */
  readonly topicOf?: (query: string) => string;
}

/**
 * Analyses a table of labels or scores: response types, refusal rates (or mean scores), agreement and bias of the
 * judges, and the models that stand out, all with intervals clustered on the table's clusters and with their
 * denominators.
 *
 * @example
 * ```ts ignore
 * const report = labelReport(await readLabels("labels.csv", mapping));
 * report.providers.print();
 * ```
 */
export function labelReport(table: LabelTable, options: LabelReportOptions = {}): LabelReport {
  const responses = labelledResponses(table);
  const providerOf = new Map(table.models.map(({ key, provider }) => [key, provider]));
  const { topicOf } = options;
  const perGroup = (
    groupOf: (response: LabelledResponse) => string,
    of: readonly LabelledResponse[] = responses,
  ): readonly { readonly group: string }[] =>
    table.labels === null
      ? means(of.map((row) => ({ ...row, group: groupOf(row) })), options)
      : rates(of.map((row) => ({ ...row, flag: row.refusal })), groupOf, options)
        .toSorted((a, b) => b.rate - a.rate);
  const perJudge = table.judges.flatMap((judge) => {
    const own = table.rows.filter((row) => row.judge === judge).map((row) => ({
      ...row,
      group: providerOf.get(row.model) ?? row.model,
      flag: refusalOf(row, table.refusals),
      score: typeof row.label === "number" ? row.label : null,
    }));
    const rows: readonly object[] = table.labels === null
      ? means(own, options)
      : rates(own, (row) => row.group, options);
    return rows.map((row) => ({ judge, ...row }));
  });
  const ratings = labelRatings(table);
  return {
    outcomes: toTable(table.judges.map((judge) => ({
      judge,
      ...countOutcomes(
        table.rows.filter((row) => row.judge === judge).map(({ outcome }) => outcome),
      ),
    }))),
    types: table.labels &&
      toTable(labelShares(responses, table.labels, ({ model }) => model, options)),
    models: toTable<object>(
      perGroup(({ model }) => model).map((row) => ({
        ...row,
        provider: providerOf.get(row.group) ?? row.group,
      })),
    ),
    providers: toTable(perGroup(({ provider }) => provider)),
    topics: topicOf
      ? toTable<object>(
        [...Map.groupBy(responses, ({ query }) => topicOf(query))].flatMap(([topic, own]) =>
          perGroup(({ provider }) => provider, own).map((row) => ({ topic, ...row }))
        ),
      )
      : null,
    judges: toTable(perJudge),
    agreement: toTable(labelAgreement(table, options)),
    pairs: table.labels && toTable<RaterPair>(raterPairs(ratings, options)),
    bias: toTable<RaterBias>(
      raterBias(ratings, options).filter(({ measure }) => table.labels || measure === "mean"),
    ),
    biasByProvider: toTable<ProviderBias>(biasByProvider(table, options)),
    outliers: toTable<LabelOutlier>(labelOutliers(responses, options)),
  };
}

/** The mean score of a group with its interval. */
interface MeanRow {
  readonly group: string;
  readonly requested: number;
  readonly assessed: number;
  readonly missing: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly clusters: number;
}

function means(
  rows: readonly { readonly group: string; readonly pair: string; readonly score: number | null }[],
  options: LabelOutlierOptions,
): MeanRow[] {
  return [...Map.groupBy(rows, ({ group }) => group)].map(([group, own]) => {
    const scored = own.filter(({ score }) => score !== null);
    const mean = clusteredMean(
      scored.map(({ score }) => score!),
      scored.map(({ pair }) => pair),
      options,
    );
    return {
      group,
      requested: own.length,
      assessed: scored.length,
      missing: own.length - scored.length,
      mean: mean.estimate,
      low: mean.low,
      high: mean.high,
      clusters: mean.clusters,
    };
  }).sort((a, b) => b.mean - a.mean);
}
