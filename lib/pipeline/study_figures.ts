import { categoryPositionsFigure } from "../figures/category_positions.ts";
import { disagreementDistributionFigure } from "../figures/disagreement_distribution.ts";
import { outliersFigure } from "../figures/outliers.ts";
import { pairMapFigure } from "../figures/pair_map.ts";
import { pairwiseDisagreementFigure } from "../figures/pairwise_disagreement.ts";
import { ratesFigure } from "../figures/rates.ts";
import type { Figure } from "../figures/render.ts";
import type { LackingFigure } from "../figures/report_page.ts";
import type { AnalysedStudy, StudyAnalysis } from "./study_analysis.ts";

/** The figures of a study by name, and those it has no data for. */
export interface StudyFigures {
  readonly figures: ReadonlyMap<string, Figure>;
  readonly lacking: readonly LackingFigure[];
}

/** Draws every figure that a study has the data for. */
export function studyFigures(run: AnalysedStudy, analysis: StudyAnalysis): StudyFigures {
  const options = { simulated: run.config.simulated };
  const none = "no response has a position yet";
  const scored = analysis.distances.length > 0;
  const drawings: [name: string, draw: () => Figure, missing: string | false][] = [
    [
      "disagreement_distribution",
      () => disagreementDistributionFigure(run.queryRows, options),
      !scored && none,
    ],
    [
      "category_positions",
      () =>
        categoryPositionsFigure(analysis.familyProfiles, {
          ...options,
          contrasts: analysis.contrasts,
        }),
      !scored && none,
    ],
    [
      "pair_map",
      () => pairMapFigure(analysis.collisions, { ...options, minQueries: 3 }),
      !scored && none,
    ],
    [
      "pairwise_disagreement",
      () => pairwiseDisagreementFigure(analysis.distances, options),
      !scored && none,
    ],
    ["outliers", () => outliersFigure(analysis.outliers, options), !scored && none],
    [
      "refusals",
      () =>
        ratesFigure(analysis.refusals!, {
          name: "refusals",
          title: "Who refuses where the panel parts",
          what: "responses to queries of high disagreement that refuse",
          caption:
            "A judge sorts every response into seven types; soft, firm and complete rejections count as refusals, and so does an answer that the provider withheld.",
        }, options),
      !analysis.refusals && "the config names no labelJudge, or no query has high disagreement",
    ],
    [
      "filtered",
      () =>
        ratesFigure(analysis.filtered, {
          name: "filtered",
          title: "Answers that never came",
          what: "answers withheld by the provider's filter",
          caption:
            "All queries of the panel. A filtered answer has no position: it is in no mean above, and this is where it is counted.",
        }, options),
      analysis.filtered.every((row) => row.count === 0) && "no answer was withheld",
    ],
  ];
  const figures = new Map<string, Figure>();
  const lacking: LackingFigure[] = [];
  for (const [name, draw, missing] of drawings) {
    if (missing === false) figures.set(name, draw());
    else lacking.push({ name, why: missing });
  }
  return { figures, lacking };
}
