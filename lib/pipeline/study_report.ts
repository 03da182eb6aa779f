import { join } from "node:path";
import { modelLabel } from "../figures/model_label.ts";
import { reportPage, type ReportSection } from "../figures/report_page.ts";
import { outcomesOf } from "../scoring/rows.ts";
import { writeAtomically } from "../study/atomic_write.ts";
import { countOutcomes, type Outcome, OUTCOMES } from "../study/outcome.ts";
import type { StudyRun } from "./run_study.ts";
import { analyseStudy } from "./study_analysis.ts";
import { type StudyFigures, studyFigures } from "./study_figures.ts";
import { studyFindings } from "./study_findings.ts";

/** The report of a study. */
export interface StudyReport extends StudyFigures {
  readonly findings: readonly string[];
  /** One self-contained page. */
  readonly html: string;
}

/** How many telling queries and clauses a report shows. */
const SHOWN = 10;

/**
 * Makes the report of a study: what was found, figures, the most telling queries, the clauses to mend, and how every
 * requested cell ended.
 */
export function studyReport(run: StudyRun): StudyReport {
  const analysis = analyseStudy(run);
  const { figures, lacking } = studyFigures(run, analysis);
  const findings = studyFindings(run, analysis);
  const pick = (...names: string[]) => names.flatMap((name) => figures.get(name) ?? []);
  const sections: ReportSection[] = [
    { title: "Where the panel parts", figures: pick("disagreement_distribution", "pair_map") },
    {
      title: "How the providers differ",
      figures: pick("category_positions", "pairwise_disagreement"),
    },
    { title: "Who stands alone, who refuses", figures: pick("outliers", "refusals", "filtered") },
    telling(run),
    ...clauses(run),
    outcomes(run),
  ];
  const html = reportPage({
    title: run.config.name,
    lead: findings,
    sections: sections.filter(({ figures = [], table = [], text = [] }) =>
      figures.length + table.length + text.length > 0
    ),
    lacking,
    simulated: run.config.simulated,
  });
  return { figures, lacking, findings, html };
}

/**
 * Writes a report into a folder: `report.html`, and every figure as SVG and PNG under `figures/`.
 *
 * @returns The path of the page.
 */
export async function writeStudyReport(report: StudyReport, folder: string): Promise<string> {
  await Deno.mkdir(join(folder, "figures"), { recursive: true });
  for (const figure of report.figures.values()) {
    await writeAtomically(join(folder, "figures", `${figure.name}.svg`), figure.svg());
    await writeAtomically(join(folder, "figures", `${figure.name}.png`), await figure.png());
  }
  const page = join(folder, "report.html");
  await writeAtomically(page, report.html);
  return page;
}

function telling({ subset, responses, positionRows }: StudyRun): ReportSection {
  const rows = subset.rows.slice(0, SHOWN);
  const shown = new Set(rows.map((row) => row.query));
  const places = Map.groupBy(positionRows.filter((row) => shown.has(row.query)), (r) => r.query);
  const answered = new Set(
    responses.filter((r) => shown.has(r.query) && r.outcome === "answered")
      .map((r) => `${r.query}#${r.model}`),
  );
  const ends = (query: string, value: "value1" | "value2") => {
    const there = (places.get(query) ?? [])
      .filter((row) => row[value] !== null && answered.has(`${query}#${row.model}`))
      .toSorted((a, b) => a[value]! - b[value]!);
    const [low, high] = [there[0], there.at(-1)];
    return low && high
      ? `${modelLabel(low.model)} (${low[value]!.toFixed(0)}) … ${modelLabel(high.model)} (${
        high[value]!.toFixed(0)
      })`
      : "";
  };
  return {
    title: "The most telling queries",
    text: rows.length === 0 ? [] : [
      `${subset.rows.length} queries of high disagreement, thinned by greedy k-center weighted by disagreement; the first ${rows.length}, with the models at both ends of each value's scale.`,
    ],
    table: rows.length === 0 ? [] : [
      ["Query", "D", "Value 1: lowest … highest", "Value 2: lowest … highest"],
      ...rows.map((row) => [
        row.text,
        row.disagreement!.toFixed(2),
        `${row.value1}: ${ends(row.query, "value1")}`,
        `${row.value2}: ${ends(row.query, "value2")}`,
      ]),
    ],
  };
}

function clauses({ compliance }: StudyRun): ReportSection[] {
  const findings = compliance?.diagnosis.findings.slice(0, SHOWN) ?? [];
  if (!compliance || findings.length === 0) return [];
  const { answered, unanswered, unknownClauses, tested } = compliance.diagnosis;
  return [{
    title: "What in the spec needs mending",
    text: [
      `From ${answered} verdicts (${unanswered} more were asked for and did not come; ${unknownClauses} cited a clause that the spec does not have). Judges differ on any spec: what stands out is above its usual rate, with ${tested} clauses, pairs of clauses and topics tested (Benjamini-Hochberg), and comes first; the order within is that of the lower end of the 95 % interval.`,
    ],
    table: [
      [
        "Kind",
        "Clauses",
        "Topic",
        "Shows in",
        "95 % interval",
        "Usual",
        "Cases",
        "Value pairs",
        "Stands out",
      ],
      ...findings.map(({ kind, clauses, topic, score, baseline, standsOut }) => [
        kind,
        clauses.map((id) => `#${id}`).join(", "),
        topic ?? "",
        percent(score.estimate),
        `${percent(score.low)} to ${percent(score.high)}`,
        percent(baseline),
        String(score.n),
        String(score.clusters),
        standsOut ? "yes" : "",
      ]),
    ],
  }];
}

function outcomes(run: StudyRun): ReportSection {
  const { generate, nudge } = run.generation.outcomes;
  const count = (cells: Iterable<{ readonly outcome: Outcome }>) =>
    countOutcomes(outcomesOf(cells));
  const stages = [
    [
      "neutral queries",
      generate,
      `${generate.declined} declined, ${generate.incomplete} incomplete`,
    ],
    ["nudged queries", nudge, `${nudge.declined} declined, ${nudge.incomplete} incomplete`],
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
        ...OUTCOMES.map((outcome) => String(counts[outcome])),
        note,
      ]),
    ],
  };
}

function percent(x: number): string {
  return `${(x * 100).toFixed(1)} %`;
}
