import { countOutliers, flagOutliers, type OutlierCount } from "../analysis/outliers.ts";
import { type Collision, pairMap } from "../analysis/panel/pair_map.ts";
import { type ProviderContrast, providerContrasts } from "../analysis/panel/provider_contrasts.ts";
import { type ModelPair, pairwiseDisagreement } from "../analysis/panel/pairwise_disagreement.ts";
import { type RateRow, rates } from "../analysis/rates.ts";
import type { PositionRow } from "../analysis/rows.ts";
import { type ProfileCell, valueProfiles } from "../analysis/value_profiles.ts";
import type { ResponseTypeLabel } from "../scoring/label_responses.ts";
import { REJECTIONS } from "../scoring/prompts/mod.ts";
import type { ResponseCell } from "../scoring/response_rows.ts";
import type { Rows } from "../scoring/rows.ts";
import { familyOf } from "../study/model_ref.ts";
import { Partition } from "./partition.ts";
import type { StudyRun } from "./run_study.ts";
import { type CategoryRank, studyRankings } from "./study_rankings.ts";
import { wholeQueries } from "./whole_queries.ts";

/** What {@linkcode analyseStudy} reads of a study; its rows may also be arrays. */
export interface AnalysedStudy extends Pick<StudyRun, "config" | "queryRows"> {
  readonly positionRows: Rows<PositionRow>;
  readonly responses: Rows<Pick<ResponseCell, "query" | "model" | "outcome">>;
  readonly labels: { readonly responseTypes: Rows<TypeLabel> } | null;
}

type TypeLabel = Pick<ResponseTypeLabel, "query" | "model" | "outcome" | "label">;

/** The statistics of a study, each row with its interval and denominator. */
export interface StudyAnalysis {
  /** The mean position of every family on every category. */
  readonly familyProfiles: readonly ProfileCell[];
  /** The same of every model. */
  readonly modelProfiles: readonly ProfileCell[];
  /** What sets each family apart from the others on the same queries, with adjusted p-values. */
  readonly contrasts: readonly ProviderContrast[];
  readonly outliers: readonly (OutlierCount & { readonly provider: string })[];
  /** Cells of the panel in which the provider withheld the answer, per model. */
  readonly filtered: readonly (RateRow & { readonly provider: string })[];
  /** Responses that judges call a rejection, per model, on queries of high disagreement; null without labels. */
  readonly refusals: readonly (RateRow & { readonly provider: string })[] | null;
  readonly collisions: readonly Collision[];
  readonly distances: readonly ModelPair[];
  /** In which order each model puts the categories where they collide; of those with enough value pairs. */
  readonly rankings: readonly (CategoryRank & { readonly provider: string })[];
}

/**
 * Computes the statistics of a study from its rows. What is computed model by model, or query by query, is computed so:
 * of the rows only a part is in memory at a time.
 */
export function analyseStudy(run: AnalysedStudy): StudyAnalysis {
  const { config, positionRows, queryRows } = run;
  const families = new Map(config.panel.map((model) => [model.key, familyOf(model)]));
  const family = (model: string) => families.get(model) ?? model;
  const queries = new Map(queryRows.map((row) => [row.query, row]));
  const withCategories = (row: PositionRow) => {
    const { category1, category2 } = queries.get(row.query)!;
    return { ...row, category1, category2 };
  };
  const profiles = (groupOf: (model: string) => string) => {
    const parts = new Partition(positionRows, (row) => groupOf(row.model));
    return parts.keys.flatMap((key) =>
      valueProfiles(
        parts.of(key, withCategories),
        { groupOf },
      )
    );
  };
  const perModel = <T extends { readonly query: string; readonly model: string }>(
    rows: Rows<T>,
    flagOf: (row: T) => boolean | null,
  ) => {
    const parts = new Partition(rows, (row) => row.model);
    return parts.keys.flatMap((key) =>
      rates(
        parts.of(key, (row) => {
          const { query, model } = row;
          return { query, model, pair: queries.get(query)!.pair, flag: flagOf(row) };
        }),
        ({ model }) => model,
      )
    ).map((row) => ({ ...row, provider: family(row.group) }));
  };
  return {
    familyProfiles: profiles(family),
    modelProfiles: profiles((model) => model),
    contrasts: providerContrasts(positionRows.slice().map(withCategories), family),
    outliers: outliers(positionRows).map((row) => ({ ...row, provider: family(row.model) })),
    filtered: perModel(run.responses, withheld),
    refusals: run.labels && run.labels.responseTypes.length > 0
      ? perModel(run.labels.responseTypes, isRejection)
      : null,
    collisions: pairMap(
      queryRows.flatMap(({ pair, category1, category2, disagreement }) =>
        disagreement === null ? [] : [{ pair, category1, category2, disagreement }]
      ),
      { threshold: config.highDisagreement },
    ),
    distances: pairwiseDisagreement(positionRows.slice()),
    rankings: studyRankings(positionRows, queryRows).map((row) => ({
      ...row,
      provider: family(row.model),
    })),
  };
}

/** Flags query by query, keeps a byte of each, and counts model by model. */
function outliers(rows: Rows<PositionRow>): OutlierCount[] {
  const flags = new Uint8Array(rows.length);
  let i = 0;
  for (const piece of wholeQueries(rows)) {
    for (const { outlier, outlier1, outlier2 } of flagOutliers(piece)) {
      flags[i++] = (outlier === null ? 0 : 1) + (outlier1 ? 2 : 0) + (outlier2 ? 4 : 0);
    }
  }
  const parts = new Partition(rows, (row) => row.model);
  return parts.keys.flatMap((key) =>
    countOutliers(parts.of(key, ({ model, pair }, at) => {
      const flag = flags[at]!;
      const [outlier1, outlier2] = [(flag & 2) > 0, (flag & 4) > 0];
      return { model, pair, outlier1, outlier2, outlier: flag & 1 ? outlier1 || outlier2 : null };
    }))
  );
}

/** Whether the provider's filter withheld an answer; null where none came for another reason. */
function withheld({ outcome }: Pick<ResponseCell, "outcome">): boolean | null {
  return outcome === "failed" || outcome === "not_run" ? null : outcome === "filtered";
}

/** Whether a response rejects; a provider's filter counts as one, and where nobody could tell, it is null. */
export function isRejection({ outcome, label }: TypeLabel): boolean | null {
  if (outcome === "filtered") return true;
  return label === null ? null : REJECTIONS.includes(label);
}
