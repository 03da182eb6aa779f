import type { ColumnTable } from "arquero";
import { fleissKappa } from "../analysis/agreement/fleiss_kappa.ts";
import { gwetAc1 } from "../analysis/agreement/gwet_ac1.ts";
import { krippendorffAlpha } from "../analysis/agreement/krippendorff_alpha.ts";
import { raterBias } from "../analysis/agreement/rater_bias.ts";
import { raterPairs } from "../analysis/agreement/rater_pairs.ts";
import { ratingsOf } from "../analysis/agreement/ratings.ts";
import { rawAgreement } from "../analysis/agreement/raw_agreement.ts";
import { rates } from "../analysis/rates.ts";
import { toTable } from "../analysis/table.ts";
import { familyOf } from "../study/model_ref.ts";
import { DECISIONS } from "../study/verdict.ts";
import type { StudyRun } from "./run_study.ts";

/** What the verdicts of a study say of the models, and of the judges. */
export interface StudyJudges {
  /** Responses that most judges find problematic (not compliant), per model, the highest share first. */
  readonly problematic: ColumnTable;
  /** Agreement of all judges: raw, Fleiss' kappa, Krippendorff's alpha (nominal), Gwet's AC1. */
  readonly agreement: ColumnTable;
  /** Fleiss' kappa by itself. */
  readonly kappa: number;
  /** Agreement of each two judges, with Cohen's kappa. */
  readonly pairs: ColumnTable;
  /** How each judge leans beside the others, per decision. */
  readonly bias: ColumnTable;
}

/**
 * Puts together what judges say of the responses to a study's queries of high disagreement, and how far they agree.
 * All with 95 % intervals clustered on the value pair. A response on which the judges are tied, or on which none
 * decided, is missing from a rate and not guessed.
 *
 * @throws {RangeError} If the study was not checked against a spec.
 *
 * @example
 * ```ts ignore
 * studyJudges(run).agreement.print();
 * ```
 */
export function studyJudges(run: Pick<StudyRun, "config" | "compliance">): StudyJudges {
  const { config, compliance } = run;
  if (compliance === null) {
    throw new RangeError("Expected a study with a spec and compliance judges but found none");
  }
  const families = new Map(config.panel.map((model) => [model.key, familyOf(model)]));
  const ratings = ratingsOf(
    compliance.verdicts.map(({ query, model, sample, pair, judge, decision }) => ({
      unit: JSON.stringify([query, model, sample]),
      pair,
      rater: judge,
      label: decision,
    })),
    DECISIONS,
  );
  const kappa = fleissKappa(ratings);
  const measures = {
    "raw agreement": rawAgreement(ratings),
    "Fleiss' kappa": kappa,
    "Krippendorff's alpha, nominal": krippendorffAlpha(ratings, "nominal"),
    "Gwet's AC1": gwetAc1(ratings),
  };
  return {
    problematic: toTable(
      rates(
        compliance.rows.map(({ query, pair, model, problematic }) => ({
          query,
          pair,
          model,
          flag: problematic,
        })),
        ({ model }) => model,
      ).map((row) => ({ ...row, provider: families.get(row.group) ?? row.group }))
        .toSorted((a, b) => b.rate - a.rate),
    ),
    agreement: toTable(
      Object.entries(measures).map(([measure, { estimate, low, high, n, clusters }]) => ({
        measure,
        estimate,
        low,
        high,
        n,
        clusters,
      })),
    ),
    kappa: kappa.estimate,
    pairs: toTable(raterPairs(ratings)),
    bias: toTable(raterBias(ratings).filter(({ measure }) => measure !== "mean")),
  };
}
