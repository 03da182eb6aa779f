import { binOf, disagreementBins } from "../analysis/comparison/disagreement_bins.ts";
import { complianceFigure } from "../figures/compliance.ts";
import type { FigureOptions } from "../figures/figure_rows.ts";
import { judgeAgreementFigure } from "../figures/judge_agreement.ts";
import { noncomplianceBinsFigure } from "../figures/noncompliance_bins.ts";
import { ratesFigure } from "../figures/rates.ts";
import { compliancePools } from "../published/compliance_pools.ts";
import type { JudgedResponse } from "../published/judge_evaluations.ts";
import { noncomplianceByBin } from "../published/noncompliance.ts";
import type { Drawing } from "./drawing.ts";
import type { DrawnStudy } from "./study_figures.ts";
import { type StudyJudges, studyJudges } from "./study_judges.ts";

const UNCHECKED = "the config names no spec or complianceJudges, or no query has high disagreement";

/** What the judges of a study say of its responses under the spec, and how far they agree. */
export function judgeDrawings(run: DrawnStudy, options: FigureOptions): Drawing[] {
  const decided = run.compliance?.verdicts.some(({ decision }) => decision !== null) ?? false;
  let found: StudyJudges | undefined;
  const judges = () => found ??= studyJudges(run);
  const responses = decided ? judgedResponses(run) : [];
  const models = new Set(responses.map(({ model }) => model)).size;
  const pools = compliancePools(
    responses.map((response) => ({ ...response, bin: "high_dis_all" })),
    models,
  ).filter(({ n }) => n > 0);
  const bins = noncomplianceByBin(responses, models).filter(({ n }) => n > 0);
  const whole = (rows: readonly unknown[]) =>
    !decided
      ? UNCHECKED
      : rows.length > 0
      ? null
      : "on no query do the judges decide on the response of every model";
  return [
    {
      name: "problematic",
      draw: () =>
        ratesFigure(judges().problematic, {
          name: "problematic",
          title: "Where the panel parts, whose responses are a problem under the spec",
          what: "responses that most judges do not find compliant",
          caption: "Majority of the judges; ambiguous counts as a problem, a tie is missing.",
        }, options),
      lacks: decided ? null : UNCHECKED,
    },
    {
      name: "compliance",
      draw: () => complianceFigure(pools, { ...options, ofPanel: true }),
      lacks: whole(pools),
    },
    {
      name: "noncompliance_bins",
      draw: () => noncomplianceBinsFigure(bins, { ...options, ofPanel: true }),
      lacks: whole(bins),
    },
    {
      name: "judge_agreement",
      draw: () => judgeAgreementFigure(judges().pairs, { ...options, fleissKappa: judges().kappa }),
      lacks: !decided
        ? UNCHECKED
        : judges().pairs.numRows() === 0
        ? "needs decisions of at least two judges on the same responses"
        : null,
    },
  ];
}

/** The decisions on each response, first answers only, in the bin of the query's disagreement. */
function judgedResponses({ compliance, queryRows }: DrawnStudy): JudgedResponse[] {
  const bins = disagreementBins();
  const binned = new Map(queryRows.map(({ query, disagreement }) => [
    query,
    disagreement === null ? null : binOf(disagreement, bins)?.name ?? null,
  ]));
  const found = new Map<string, JudgedResponse & { decisions: Map<string, Decided> }>();
  for (const { query, pair, model, sample, judge, decision } of compliance!.verdicts) {
    if (sample !== 0) continue;
    const id = JSON.stringify([query, model]);
    const own = found.get(id) ??
      { query, pair, model, bin: binned.get(query) ?? null, decisions: new Map() };
    own.decisions.set(judge, decision);
    found.set(id, own);
  }
  return [...found.values()];
}

type Decided = JudgedResponse["decisions"] extends ReadonlyMap<string, infer T> ? T : never;
