import { thousands } from "../figures/figure_rows.ts";
import type { ReportSection } from "../figures/report_page.ts";
import { outcomesOf } from "../scoring/rows.ts";
import { countOutcomes, type Outcome, OUTCOMES } from "../study/outcome.ts";
import type { StudyRun } from "./run_study.ts";

/** How every requested cell of a study ended, stage by stage, as a section of its report. */
export function outcomeSection(
  run: Pick<
    StudyRun,
    "generation" | "responses" | "rubrics" | "positions" | "labels" | "compliance"
  >,
): ReportSection {
  const { generate, nudge } = run.generation.outcomes;
  const count = (cells: Iterable<{ readonly outcome: Outcome }>) =>
    countOutcomes(outcomesOf(cells));
  const stages = [
    [
      "neutral queries",
      generate,
      unwritten(generate),
    ],
    ["nudged queries", nudge, unwritten(nudge)],
    ["panel responses", count(run.responses), ""],
    ["rubrics", count(run.rubrics), ""],
    ["positions", count(run.positions), ""],
    ["response types", count(run.labels?.responseTypes ?? []), ""],
    ["verdicts", count(run.compliance?.verdicts ?? []), ""],
  ] as const;
  return {
    title: "How every requested cell ended",
    text: ["Nothing is left out of these counts; rates and means rest on what was answered."],
    table: [
      ["Stage", ...OUTCOMES.map((outcome) => outcome.replace("_", " ")), "of the answered"],
      ...stages.map(([name, counts, note]) => [
        name,
        ...OUTCOMES.map((outcome) => thousands(counts[outcome])),
        note,
      ]),
    ],
  };
}

function unwritten(
  { declined, incomplete }: { readonly declined: number; readonly incomplete: number },
): string {
  return `${thousands(declined)} declined, ${thousands(incomplete)} incomplete`;
}
