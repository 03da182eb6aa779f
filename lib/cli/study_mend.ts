import { type GapUnderEdit, gapUnderEdit } from "../pipeline/gap_under_edit.ts";
import { openEngine } from "../pipeline/open_engine.ts";
import { recordRun } from "../pipeline/record_run.ts";
import type { StudyRepair } from "../pipeline/repair_study.ts";
import { repairTable } from "../pipeline/repair_table.ts";
import { rebuildStudy } from "../pipeline/run_folder.ts";
import type { StudyRun } from "../pipeline/run_study.ts";
import type { Edit } from "../spec/edit.ts";
import type { Finding } from "../spec/finding.ts";
import type { Proposal } from "../spec/propose_edit.ts";
import { writeAtomically } from "../study/atomic_write.ts";
import { InputError } from "../study/input_error.ts";
import { openStudy } from "../study/study.ts";
import { EXIT } from "./exit.ts";
import { type MendArguments, readEdits } from "./study_mend_arguments.ts";
import { planMend, planText, splitLine, tryMend } from "./study_mend_plan.ts";
import { SIMULATED } from "./study_status.ts";
import { dollars, textTable } from "./study_table.ts";
import { terminalProgress } from "./terminal_progress.ts";

/** Where the command says what it has to say. */
interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * The command `study mend`: lists the gaps of a study's spec, or says what a mend will ask and cost, or tries it.
 *
 * @param args What is to be mended and how; `out`: where the edited spec is written; `json`: print JSON.
 * @param signal Stops the run; what was answered is kept, and the next run continues.
 * @returns The exit code: 1 where the budget ended it or no edit was proposed.
 * @throws {InputError} For a file of edits that cannot be read or applied, a gap that is not there, an unknown model,
 * or a study that was not checked against a spec.
 */
export async function mendCommand(
  folder: string,
  args: MendArguments & { readonly out?: string | undefined; readonly json: boolean },
  signal: AbortSignal,
  { out, err }: Output,
): Promise<number> {
  const print = (value: object, text: () => string) =>
    out(args.json ? JSON.stringify(value, null, 2) : text());
  const edits = args.edit === undefined ? null : await readEdits(args.edit);
  await using open = await openStudy(folder, args.run ? { note: err } : { readOnly: true });
  const run = await rebuildStudy(open);
  const finding = checked(run, args, folder);
  if (edits === null && finding === null) {
    const gaps = run.compliance!.diagnosis.findings;
    print(gaps.map(({ evidence: _, ...gap }) => gap), () => gapTable(gaps));
    return EXIT.ok;
  }
  const how = { ...args.options, ...(finding ? { finding } : {}) };
  if (!args.run) {
    const plan = await planMend(open, run, edits, finding, how);
    print(plan, () => planText(plan, run.config.simulated));
    return plan.estimate.usd === null ? EXIT.failure : EXIT.ok;
  }
  await using opened = await openEngine(open, { reporter: terminalProgress(), signal });
  const { engine } = opened;
  const { proposal, repair } = await recordRun(
    open,
    engine.signal,
    () => tryMend(run, edits, finding, engine, how),
  );
  const spentUsd = engine.spentUsd;
  if (engine.signal.aborted) {
    err("Stopped before the end: all answers are kept, and the next run continues.");
    return signal.aborted ? EXIT.stopped : EXIT.failure;
  }
  if (!repair) {
    err(`No edit was proposed: ${proposal?.detail ?? proposal?.outcome}`);
    return EXIT.failure;
  }
  if (args.out !== undefined) await writeAtomically(args.out, repair.after.source);
  const { clauses, models, split, comparison } = repair;
  const gap = finding ? gapUnderEdit(run, finding, repair) : null;
  const tried = {
    ...{ edits: edits ?? proposal!.edits, clauses, models, split, comparison, gap, spentUsd },
  };
  const text = () => mendText(tried, repair, proposal, run.config.simulated);
  print(tried, () => args.out === undefined ? `${text()}\n${KEEP}` : text());
  return EXIT.ok;
}

/** What can be mended, checked before anything is opened for asking; the gap that was named, or null. */
function checked({ compliance, config }: StudyRun, args: MendArguments, folder: string) {
  if (!compliance) {
    throw new InputError("Expected a study with spec and complianceJudges but found none", {
      file: `${folder}/study.json`,
      field: "spec",
    });
  }
  const unknown = args.options.models?.find((key) => config.panel.every((m) => m.key !== key));
  if (unknown !== undefined) {
    throw new InputError(`Expected the key of a model of the panel but found "${unknown}"`, {
      field: "--models",
    });
  }
  if (args.gap === undefined) return null;
  const { findings } = compliance.diagnosis;
  const finding = findings[args.gap - 1];
  if (finding) return finding;
  throw new InputError(`Expected a gap from 1 to ${findings.length} but found ${args.gap}`, {
    field: "--gap",
  });
}

const KEEP = 'Add "--out FILE" to write the edited spec; to repeat it costs nothing.';

/** Whether the gap closed, one line per set of queries. */
function gapLines(gap: readonly GapUnderEdit[]): string[] {
  const hits = ({ estimate, n }: GapUnderEdit["before"]) => n === 0 ? 0 : Math.round(estimate * n);
  return gap.map(({ set, before, after }) =>
    `The gap shows ${hits(before)} times in ${before.n} cases before, ${
      hits(after)
    } in ${after.n} after (${set}).`
  );
}

const percent = (x: number) => `${(x * 100).toFixed(1)} %`;

function gapTable(gaps: readonly Finding[]): string {
  if (gaps.length === 0) return "No gap of the spec was found.";
  const table = textTable(
    ["gap", "kind", "clauses", "topic", "shows in", "from to", "usual", "cases", "stands out"],
    gaps.map(({ kind, clauses, topic, score, baseline, standsOut }, i) => [
      i + 1,
      kind,
      clauses.map((id) => `#${id}`).join(" "),
      topic ?? "",
      percent(score.estimate),
      `${percent(score.low)} to ${percent(score.high)}`,
      percent(baseline),
      score.n,
      standsOut ? "yes" : "no",
    ]),
  );
  const few = gaps.some(({ standsOut }) => standsOut)
    ? ""
    : "\nNone stands out: closerConfig(), as in notebooks/09_mending_a_spec.ipynb, makes a study that asks more of one.";
  return `${table}\n\nGive --gap N to have a model mend one, or --edit FILE with edits of your own.${few}`;
}

function mendText(
  { edits, clauses, models, split, gap, spentUsd }: {
    readonly edits: readonly Edit[];
    readonly clauses: readonly string[];
    readonly models: readonly string[];
    readonly split: StudyRepair["split"];
    readonly gap: readonly GapUnderEdit[] | null;
    readonly spentUsd: number;
  },
  repair: StudyRepair,
  proposal: Proposal | null,
  simulated: boolean,
): string {
  const shown = (x: string | number | null | undefined) =>
    typeof x === "number" && !Number.isInteger(x) ? x.toFixed(3) : x ?? "";
  const rows = repairTable(repair).objects() as Record<string, string | number | null>[];
  const columns = ["set", "queries", "measure", "before", "after", "change", "low", "high", "n"];
  const cells = rows.map((row) => columns.map((name) => shown(row[name])));
  return [
    `Edits: ${edits.map(({ kind, clause }) => `${kind} #${clause}`).join(", ")} (touching ${
      clauses.map((id) => `#${id}`).join(" ")
    })`,
    ...proposal ? [`Proposed by ${proposal.model}: ${JSON.stringify(proposal.rationale)}`] : [],
    splitLine(split),
    `Models: ${models.join(", ")}`,
    "",
    textTable(columns, cells),
    "",
    ...gap ? [...gapLines(gap), ""] : [],
    `Spent in this run: ${dollars(spentUsd)}`,
    ...simulated ? [SIMULATED] : [],
  ].join("\n");
}
