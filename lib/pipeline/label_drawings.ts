import { coOccurrence } from "../analysis/panel/co_occurrence.ts";
import { rates } from "../analysis/rates.ts";
import { coOccurrenceFigure } from "../figures/co_occurrence.ts";
import type { FigureOptions } from "../figures/figure_rows.ts";
import { ratesFigure } from "../figures/rates.ts";
import { refusalsFigure } from "../figures/refusals.ts";
import { responseTypesFigure } from "../figures/response_types.ts";
import { expressedValuesFigure } from "../figures/value_profiles.ts";
import type { Drawing } from "./drawing.ts";
import { labelTables } from "./label_tables.ts";
import { isRejection, type StudyAnalysis } from "./study_analysis.ts";
import type { DrawnStudy } from "./study_figures.ts";

const UNLABELLED = "the config names no labelJudge, or no query has high disagreement";

/** On fewer queries a share of them says too little to be drawn. */
const LEAST_GIVEN = 5;

/** What the label judge of a study shows: refusals, manners of responding, values expressed. */
export function labelDrawings(
  run: DrawnStudy,
  analysis: StudyAnalysis,
  options: FigureOptions,
): Drawing[] {
  const { labels, queryRows } = run;
  const tables = labels && labelTables(run);
  const topics = tables?.topics ?? new Map<string, readonly string[]>();
  const pairs = new Map(queryRows.map(({ query, pair }) => [query, pair]));
  const byTopic = () =>
    rates(
      labels!.responseTypes.map((row) => ({
        query: row.query,
        model: row.model,
        pair: pairs.get(row.query)!,
        flag: isRejection(row),
      })),
      ({ query }) => topics.get(query) ?? [],
    ).filter(({ assessed }) => assessed > 0);
  const expressed = tables !== null && tables.expressed.numRows() > 0;
  const together = expressed ? togetherOf(tables, analysis) : [];
  return [
    {
      name: "response_types",
      draw: () => responseTypesFigure(tables!.types, options),
      lacks: tables && tables.types.numRows() > 0 ? null : UNLABELLED,
    },
    {
      name: "refusals",
      draw: () =>
        ratesFigure(analysis.refusals!, {
          name: "refusals",
          title: "Who refuses where the panel parts",
          what: "responses to queries of high disagreement that refuse",
          caption:
            "A judge sorts every response into seven types; soft, firm and complete rejections count as refusals, and so does an answer that the provider withheld.",
        }, options),
      lacks: analysis.refusals ? null : UNLABELLED,
    },
    {
      name: "refusals_by_topic",
      draw: () => refusalsFigure(byTopic(), { ...options, name: "refusals_by_topic" }),
      lacks: !labels || labels.responseTypes.length === 0
        ? UNLABELLED
        : byTopic().length === 0
        ? "no query of high disagreement touches one of the eight topics"
        : null,
    },
    {
      name: "expressed_values",
      draw: () => expressedValuesFigure(tables!.expressed, options),
      lacks: expressed ? null : tables ? "no value that responses express was read" : UNLABELLED,
    },
    {
      name: "co_occurrence",
      draw: () => coOccurrenceFigure(together, options),
      lacks: together.length > 0
        ? null
        : expressed
        ? `no category is expressed on ${LEAST_GIVEN} queries by one of the two models that are farthest apart`
        : tables
        ? "no value that responses express was read"
        : UNLABELLED,
    },
  ];
}

/** Which values come together in the responses of the two models that are farthest apart: first answers only. */
function togetherOf(
  { expressedRows }: ReturnType<typeof labelTables>,
  { distances }: StudyAnalysis,
) {
  const [most] = distances.toSorted((a, b) => b.distance - a.distance);
  if (!most) return [];
  return coOccurrence(expressedRows, {
    given: [most.model_a],
    shown: [most.model_b],
    minGiven: LEAST_GIVEN,
  });
}
