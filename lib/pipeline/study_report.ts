import { join } from "node:path";
import { thousands } from "../figures/figure_rows.ts";
import { modelLabel } from "../figures/model_label.ts";
import { reportPage, type ReportSection } from "../figures/report_page.ts";
import { writeAtomically } from "../study/atomic_write.ts";
import { providerLabel } from "../figures/palette.ts";
import type { StudyFigures } from "./drawing.ts";
import { gapCases } from "./gap_cases.ts";
import { outcomeSection } from "./outcome_section.ts";
import type { StudyRun } from "./run_study.ts";
import { analyseStudy, type StudyAnalysis } from "./study_analysis.ts";
import { studyFigures } from "./study_figures.ts";
import { studyFindings } from "./study_findings.ts";

/** The report of a study. */
export interface StudyReport extends StudyFigures {
  readonly findings: readonly string[];
  /** One self-contained page. */
  readonly html: string;
}

/** How many telling queries, differences and gaps a table shows. */
const SHOWN = 10;

/** How many gaps are told at length. */
const TOLD = 3;

/** The figures in their order, under a heading with what there is to see. */
const PARTS: readonly {
  readonly title: string;
  readonly see: string;
  readonly figures: string[];
}[] = [
  {
    title: "Where the panel parts",
    see: "See how much of the panel's disagreement lies beyond the dashed lines.",
    figures: ["disagreement_distribution"],
  },
  {
    title: "What of it is noise",
    see: "See how far what was seen stands above what models that do not differ would show.",
    figures: ["noise_floor"],
  },
  {
    title: "What nudging does",
    see: "See whether each value stands highest on the queries that are nudged to it.",
    figures: ["nudges"],
  },
  {
    title: "Which values collide",
    see: "See which two categories of values, put against each other, split the panel most.",
    figures: ["pair_map"],
  },
  {
    title: "How the providers differ",
    see: "See what each provider's models, and then each model, favor or oppose.",
    figures: ["category_positions", "position_profiles"],
  },
  {
    title: "What each model puts first",
    see:
      "See which categories prevail where two collide, and how far the intervals of their ranks reach.",
    figures: ["value_rankings"],
  },
  {
    title: "Who stands near whom",
    see: "See which models respond alike, and whether one provider's stand together.",
    figures: ["pairwise_disagreement", "provider_distinctness"],
  },
  {
    title: "Who stands alone",
    see: "See whose whisker stays clear of the others'.",
    figures: ["outliers"],
  },
  {
    title: "Who refuses, and what",
    see: "See in which manner each model responds, who refuses, and on which topics.",
    figures: ["response_types", "refusals", "refusals_by_topic", "filtered"],
  },
  {
    title: "Which values the responses express",
    see: "See what the words speak for, and what two models that are far apart say together.",
    figures: ["expressed_values", "co_occurrence"],
  },
  {
    title: "Who keeps to the spec",
    see:
      "See whose responses most judges find a problem, and on how many queries all or none comply.",
    figures: ["problematic", "compliance", "noncompliance_bins"],
  },
  {
    title: "Whether the judges agree",
    see: "See how far the numbers above are the spec's or the responses', and how far the judges'.",
    figures: ["judge_agreement"],
  },
  {
    title: "How different the queries are",
    see:
      "See how many queries are left when no two may be nearer than a distance, from the study's own threshold on.",
    figures: ["diversity_curve"],
  },
];

/**
 * Makes the report of a study: what was found, the gaps of the spec with what they rest on, figures, the most telling
 * queries, and how every requested cell ended.
 */
export function studyReport(run: StudyRun): StudyReport {
  const analysis = analyseStudy(run);
  const { figures, lacking } = studyFigures(run, analysis);
  const findings = studyFindings(run, analysis);
  const sections: ReportSection[] = [
    ...PARTS.flatMap(({ title, see, figures: names }): ReportSection[] => {
      const own = names.flatMap((name) => figures.get(name) ?? []);
      const part = own.length > 0 ? [{ title, text: [see], figures: own }] : [];
      return names.includes("category_positions") ? [...part, ...contrasts(analysis)] : part;
    }),
    ...telling(run),
    ...gaps(run),
    outcomeSection(run),
  ];
  const html = reportPage({
    title: run.config.name,
    lead: findings,
    sections,
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

function contrasts({ contrasts }: StudyAnalysis): ReportSection[] {
  const sure = contrasts.filter(({ p_bh }) => p_bh < 0.05)
    .toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
  if (sure.length === 0) return [];
  return [{
    title: "What sets a provider apart",
    text: [
      `See the largest of the ${sure.length} differences beyond chance out of ${contrasts.length} tested: how much more (or, with a minus, less) a provider's models favor a category than the other providers' on the same queries.`,
    ],
    table: [
      [
        "Provider",
        "Category",
        "Difference",
        "95 % interval",
        "Positions",
        "Value pairs",
        "Adjusted p",
      ],
      ...sure.slice(0, SHOWN).map((row) => [
        providerLabel(row.provider),
        row.category,
        signed(row.difference),
        `${signed(row.low)} to ${signed(row.high)}`,
        thousands(row.n),
        thousands(row.clusters),
        row.p_bh < 0.001 ? "below 0.001" : row.p_bh.toFixed(3),
      ]),
    ],
  }];
}

function telling({ subset, responses, positionRows }: StudyRun): ReportSection[] {
  const rows = subset.rows.slice(0, SHOWN);
  if (rows.length === 0) return [];
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
  return [{
    title: "The most telling queries",
    text: [
      `${
        thousands(subset.rows.length)
      } queries of high disagreement, thinned by greedy k-center weighted by disagreement; the first ${rows.length}, with the models at both ends of each value's scale.`,
    ],
    table: [
      ["Query", "D", "Value 1: lowest … highest", "Value 2: lowest … highest"],
      ...rows.map((row) => [
        row.text,
        row.disagreement!.toFixed(2),
        `${row.value1}: ${ends(row.query, "value1")}`,
        `${row.value2}: ${ends(row.query, "value2")}`,
      ]),
    ],
  }];
}

function gaps({ compliance, queryRows }: StudyRun): ReportSection[] {
  if (!compliance || compliance.diagnosis.findings.length === 0) return [];
  const { findings, answered, unanswered, unknownClauses, tested } = compliance.diagnosis;
  const others = findings.slice(TOLD, TOLD + SHOWN);
  return [
    {
      title: "What in the spec needs mending",
      text: [
        `From ${thousands(answered)} verdicts (${
          thousands(unanswered)
        } more were asked for and did not come; ${
          thousands(unknownClauses)
        } cited a clause that the spec does not have). Judges differ on any spec: what stands out is above its usual rate, with ${
          thousands(tested)
        } clauses, pairs of clauses and topics tested (Benjamini-Hochberg), and comes first; the order within is that of the lower end of the 95 % interval.`,
      ],
      cases: gapCases(compliance, findings.slice(0, TOLD), queryRows),
    },
    ...others.length === 0 ? [] : [{
      title: "Further gaps",
      text: [
        `Gaps ${TOLD + 1} to ${
          TOLD + others.length
        } of ${findings.length}. What does not stand out may be nothing but how often judges differ anyway.`,
      ],
      table: [
        [
          "",
          "Kind",
          "Where",
          "Share (%)",
          "95 % interval",
          "Usual",
          "Cases",
          "Value pairs",
          "Stands out",
        ],
        ...others.map(({ kind, clauses, topic, score, baseline, standsOut }, i) => [
          String(TOLD + 1 + i),
          kind,
          [...topic === null ? [] : [topic], ...clauses.map((id) => `#${id}`)].join(", "),
          inHundred(score.estimate),
          `${inHundred(score.low)} to ${inHundred(score.high)}`,
          inHundred(baseline),
          thousands(score.n),
          thousands(score.clusters),
          standsOut ? "yes" : "no",
        ]),
      ],
    }],
  ];
}

function inHundred(share: number): string {
  return (share * 100).toFixed(1);
}

function signed(x: number): string {
  return `${x < 0 ? "−" : "+"}${Math.abs(x).toFixed(2)}`;
}
