import { distanceMatrix } from "../analysis/panel/pairwise_disagreement.ts";
import { providerDistinctness } from "../analysis/panel/provider_distinctness.ts";
import { valueRankingFigure } from "../figures/bradley_terry.ts";
import { categoryPositionsFigure } from "../figures/category_positions.ts";
import { disagreementDistributionFigure } from "../figures/disagreement_distribution.ts";
import { diversityCurveFigure } from "../figures/diversity_curve.ts";
import type { FigureOptions } from "../figures/figure_rows.ts";
import { noiseFloorFigure } from "../figures/noise_floor.ts";
import { nudgesFigure } from "../figures/nudges.ts";
import { outliersFigure } from "../figures/outliers.ts";
import { pairMapFigure } from "../figures/pair_map.ts";
import { pairwiseDisagreementFigure } from "../figures/pairwise_disagreement.ts";
import { providerDistinctnessFigure } from "../figures/provider_distinctness.ts";
import { ratesFigure } from "../figures/rates.ts";
import { positionProfilesFigure } from "../figures/value_profiles.ts";
import { CURVE_DISTANCES, diversityCurve } from "../sampling/diversity_curve.ts";
import { familyOf } from "../study/model_ref.ts";
import type { Drawing } from "./drawing.ts";
import { nudgeTable } from "./nudge_table.ts";
import type { StudyAnalysis } from "./study_analysis.ts";
import type { DrawnStudy } from "./study_figures.ts";
import { studyNoise } from "./study_noise.ts";
import { FEWEST_CONTESTS, FEWEST_OF_CATEGORY } from "./study_rankings.ts";

/** What the queries, the positions and the outcomes of a study show. */
export function positionDrawings(
  run: DrawnStudy,
  analysis: StudyAnalysis,
  options: FigureOptions,
): Drawing[] {
  const { config, positionRows, queryRows } = run;
  const lacks = analysis.distances.length > 0 ? null : "no two models have a position yet";
  const families = new Map(config.panel.map((model) => [model.key, familyOf(model)]));
  const known = new Set(
    analysis.distances.flatMap(({ model_a, model_b }) =>
      [model_a, model_b].map((key) => families.get(key))
    ),
  );
  const noise = lacks === null ? studyNoise(run.positions, queryRows) : null;
  const nudged = queryRows.filter(({ nudge }) => nudge !== "neutral");
  return [
    {
      name: "disagreement_distribution",
      draw: () => disagreementDistributionFigure(queryRows, options),
      lacks,
    },
    {
      name: "noise_floor",
      draw: () => noiseFloorFigure(noise!, options),
      lacks: lacks ?? (noise ? null : SINGLE),
    },
    {
      name: "nudges",
      draw: () => {
        const scored = new Set(
          queryRows.filter((row) => row.disagreement !== null).map(({ nudge }) => nudge),
        );
        return nudgesFigure(
          nudgeTable({
            queryRows: queryRows.filter(({ nudge }) => scored.has(nudge)),
            positionRows,
          })
            .filter((row: { scored: number }) => row.scored > 0).reify(),
          options,
        );
      },
      lacks: lacks ??
        (nudged.some((row) => row.disagreement !== null)
          ? null
          : "no query that nudges to one of its values has positions"),
    },
    {
      name: "pair_map",
      draw: () => pairMapFigure(analysis.collisions, { ...options, minQueries: MET }),
      lacks: lacks ??
        (analysis.collisions.some(({ n }) => n >= MET)
          ? null
          : `no two categories of values meet in ${MET} queries or more`),
    },
    {
      name: "category_positions",
      draw: () =>
        categoryPositionsFigure(analysis.familyProfiles, {
          ...options,
          contrasts: analysis.contrasts,
        }),
      lacks: lacks ?? (known.size < 2 ? TWO_PROVIDERS : null),
    },
    {
      name: "position_profiles",
      draw: () => positionProfilesFigure(analysis.modelProfiles, options),
      lacks,
    },
    {
      name: "value_rankings",
      draw: () => valueRankingFigure(analysis.rankings, { ...options, ends: 3 }),
      lacks: lacks ??
        (analysis.rankings.length > 0
          ? null
          : `no model has positions on ${FEWEST_CONTESTS} value pairs of two categories, each in ${FEWEST_OF_CATEGORY} of them`),
    },
    {
      name: "pairwise_disagreement",
      draw: () => pairwiseDisagreementFigure(analysis.distances, options),
      lacks,
    },
    {
      name: "provider_distinctness",
      draw: () => {
        const found = providerDistinctness(
          distanceMatrix(analysis.distances),
          (model) => families.get(model) ?? model,
          { seed: config.seed },
        );
        return providerDistinctnessFigure(found.providers, { ...options, p: found.p });
      },
      lacks: lacks ??
        (known.size < 2
          ? TWO_PROVIDERS
          : known.size === families.size
          ? "no provider has two models that could stand together"
          : null),
    },
    { name: "outliers", draw: () => outliersFigure(analysis.outliers, options), lacks },
    {
      name: "filtered",
      draw: () =>
        ratesFigure(analysis.filtered, {
          name: "filtered",
          title: "Answers that never came",
          what: "answers withheld by the provider's filter",
          caption:
            "All queries of the panel. A filtered answer has no position: it is in no mean above, and this is where it is counted.",
        }, options),
      lacks: analysis.filtered.every((row) => row.count === 0) ? "no answer was withheld" : null,
    },
    {
      name: "diversity_curve",
      draw: () => diversityCurveFigure(curveOf(run), options),
      lacks: curveOf(run).length > 0
        ? null
        : config.diversity
        ? "the queries have no embeddings yet"
        : "the config thins no queries (diversity); studySampling() tells the curve of any study",
    },
  ];
}

/** In so many queries two categories meet before their disagreement is shown. */
const MET = 3;

const TWO_PROVIDERS =
  'needs models of at least two providers: "family" in study.json says whose a model is where one endpoint serves several';

const SINGLE =
  "noise cannot be told from disagreement where everything was done once: set samples or positionRepeats to 2 or more, or name two positionJudges";

/** How many queries are left at each distance, from the study's own threshold on: below it nobody looked. */
function curveOf({ config, diversity }: DrawnStudy) {
  const from = config.diversity?.threshold ?? Infinity;
  if (diversity === null || diversity.order.length === 0) return [];
  return diversityCurve(
    Float64Array.from(diversity.radii),
    CURVE_DISTANCES.filter((distance) => distance >= from),
  );
}
