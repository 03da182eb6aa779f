import { countOutliers, flagOutliers, type OutlierCount } from "../analysis/outliers.ts";
import { type Collision, pairMap } from "../analysis/panel/pair_map.ts";
import { type ModelPair, pairwiseDisagreement } from "../analysis/panel/pairwise_disagreement.ts";
import { type RateRow, rates } from "../analysis/rates.ts";
import { type ProfileCell, valueProfiles } from "../analysis/value_profiles.ts";
import type { ResponseType } from "../scoring/prompts/mod.ts";
import { REJECTIONS } from "../scoring/prompts/mod.ts";
import { familyOf } from "../study/model_ref.ts";
import type { StudyRun } from "./run_study.ts";

/** The statistics of a study, each row with its interval and denominator. */
export interface StudyAnalysis {
  /** The mean position of every family on every category. */
  readonly familyProfiles: readonly ProfileCell[];
  /** The same of every model. */
  readonly modelProfiles: readonly ProfileCell[];
  readonly outliers: readonly (OutlierCount & { readonly provider: string })[];
  /** Cells of the panel in which the provider withheld the answer, per model. */
  readonly filtered: readonly (RateRow & { readonly provider: string })[];
  /** Responses that judges call a rejection, per model, on queries of high disagreement; null without labels. */
  readonly refusals: readonly (RateRow & { readonly provider: string })[] | null;
  readonly collisions: readonly Collision[];
  readonly distances: readonly ModelPair[];
}

/** Computes the statistics of a study from its rows. */
export function analyseStudy(run: StudyRun): StudyAnalysis {
  const { config, positionRows, queryRows } = run;
  const families = new Map(config.panel.map((model) => [model.key, familyOf(model)]));
  const family = (model: string) => families.get(model) ?? model;
  const queries = new Map(queryRows.map((row) => [row.query, row]));
  const profileRows = positionRows.map((row) => {
    const { category1, category2 } = queries.get(row.query)!;
    return { ...row, category1, category2 };
  });
  const withProvider = (rows: RateRow[]) =>
    rows.map((row) => ({ ...row, provider: family(row.group) }));
  const perModel = (row: { readonly model: string }) => row.model;
  const cell = ({ query, model }: { readonly query: string; readonly model: string }) => ({
    query,
    model,
    pair: queries.get(query)!.pair,
  });
  return {
    familyProfiles: valueProfiles(profileRows, { groupOf: family }),
    modelProfiles: valueProfiles(profileRows),
    outliers: countOutliers(flagOutliers(positionRows)).map((row) => ({
      ...row,
      provider: family(row.model),
    })),
    filtered: withProvider(rates(
      run.responses.map((response) => ({
        ...cell(response),
        flag: response.outcome === "failed" || response.outcome === "not_run"
          ? null
          : response.outcome === "filtered",
      })),
      perModel,
    )),
    refusals: run.labels && run.labels.responseTypes.length > 0
      ? withProvider(rates(
        run.labels.responseTypes.map((label) => ({ ...cell(label), flag: isRejection(label) })),
        perModel,
      ))
      : null,
    collisions: pairMap(
      queryRows.flatMap(({ pair, category1, category2, disagreement }) =>
        disagreement === null ? [] : [{ pair, category1, category2, disagreement }]
      ),
      { threshold: config.highDisagreement },
    ),
    distances: pairwiseDisagreement(positionRows),
  };
}

/** A provider's filter counts as a rejection; where nobody could tell, it is null. */
function isRejection(
  label: { readonly outcome: string; readonly label: ResponseType | null },
): boolean | null {
  if (label.outcome === "filtered") return true;
  return label.label === null ? null : REJECTIONS.includes(label.label);
}
