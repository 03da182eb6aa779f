import { join } from "node:path";
import { CallTally } from "../pipeline/call_tally.ts";
import { expectInputs } from "../pipeline/expect_inputs.ts";
import { rebuildStudy } from "../pipeline/run_folder.ts";
import { studyPrices } from "../pipeline/study_prices.ts";
import { estimateCost } from "../querying/estimate.ts";
import { EXPORT_FORMATS, type ExportFormat } from "../study/export.ts";
import type { StudyConfig } from "../study/config.ts";
import { InputError } from "../study/input_error.ts";
import { openStudy, type Study } from "../study/study.ts";
import { EXIT, runMain } from "./exit.ts";
import { readArguments as splitArguments } from "./read_arguments.ts";
import { sayError } from "./standard_error.ts";
import { cancelCommand } from "./study_cancel.ts";
import { exportStudy } from "./study_export.ts";
import { plannedCalls, planStudy } from "./study_plan.ts";
import { mendCommand } from "./study_mend.ts";
import { MEND_OPTIONS, MEND_TYPES, mendArguments } from "./study_mend_arguments.ts";
import { outcomeLines, runCommand, stageCounts } from "./study_run.ts";
import { statusLines } from "./study_status.ts";
import { dollars, textTable } from "./study_table.ts";
import { assertKey, whyKey, whyLines } from "./study_why.ts";

/** What `study help` prints. */
export const USAGE = `Usage: deno task study COMMAND [FOLDER] [options]

Commands
  plan      list the calls that the study comes to, and how many are left
  estimate  say what the calls that are left will cost, with an interval
  run       run the study, or go on with it
  cancel    cancel the provider batches that are open, and say which could not be
  status    say what was asked and spent so far, and how the cells ended
  why KEY   say why the call of a key is or is not answered from the journal (keys stand in the table responses)
  export    write the tables as Parquet and JSON Lines; docs/tables.md says what their columns are
  mend      list the gaps of the spec; with --edit or --gap say what a mend will ask and cost, with --run try it
  check     check the whole journal, and recover it where it is damaged
  help      print this

FOLDER holds study.json (docs/study_json.md says what stands in it); the current folder when left out.

Options
  --folder FOLDER   the study's folder
  --out PATH        where export writes its tables (default: FOLDER/tables), or mend the edited spec
  --format FORMAT   parquet or jsonl; both when left out
  --edit FILE       for mend: a JSON file of one edit of the spec, or a list of edits
  --gap N           for mend: the gap to mend; without --edit a model writes the edits
  --run             for mend: ask, and say what changed
  --models A,B      for mend: ask these models of the panel (default: those that were checked against the spec)
  --narrow          for mend: only the gap's own queries, not all that rely on an edited clause
  --untouched N     for mend: ask so many other queries too (default: 0)
  --held-out SHARE  for mend: hold out this share of the touched value pairs (default: 0.3)
  --json            print plan, estimate, status, why and mend as JSON
  -h, --help        print this

"deno task export FOLDER" writes the report, with the clauses of the spec to mend, as one page.

Exit codes: 0 done, 1 failed, in part or by the budget, 2 bad input, 130 stopped by Ctrl-C. The first Ctrl-C stops
cleanly, the second at once; the next run continues in both cases.`;

/** Where a command says what it has to say. */
export interface Output {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * The command `study`.
 *
 * @param args Its arguments.
 * @param signal Stops a run.
 * @returns The exit code.
 * @throws {InputError} For wrong arguments, or a fault in the study.
 */
export async function study(
  args: readonly string[],
  signal: AbortSignal,
  { out, err }: Output = { out: console.log, err: sayError },
): Promise<number> {
  const { command, folder, key, options, mend } = readArguments(args);
  const print = (value: object, text: () => string) =>
    out(options.json ? JSON.stringify(value, null, 2) : text());
  const read = () => openStudy(folder, { readOnly: true });
  switch (command) {
    case "help":
      out(USAGE);
      return EXIT.ok;
    case "run":
      return await runCommand(folder, signal, err);
    case "cancel":
      return await cancelCommand(folder, { out, err });
    case "check": {
      await using open = await openStudy(folder, { note: err, check: true });
      const totals = await open.journal.totals();
      out(`The journal is whole: ${totals.reduce((n, t) => n + t.completions, 0)} completions.`);
      return EXIT.ok;
    }
    case "plan": {
      await using open = await read();
      await expectInputs({ ...open.config, budgetUsd: undefined }, folder);
      const rows = await planOf(open);
      print(rows, () => `${planTable(rows)}${loneJudge(open.config)}`);
      return EXIT.ok;
    }
    case "estimate": {
      await using open = await read();
      const estimate = await estimateOf(open);
      print(estimate, () => estimateTable(estimate));
      return estimate.usd === null ? EXIT.failure : EXIT.ok;
    }
    case "status": {
      await using open = await read();
      const totals = await open.journal.totals();
      const manifest = await open.manifest();
      const run = await rebuildStudy(open);
      print(
        { totals, runs: manifest?.runs ?? [], cells: stageCounts(run) },
        () => `${statusLines(totals, manifest)}\n${outcomeLines(run)}`,
      );
      return EXIT.ok;
    }
    case "why": {
      await using open = await read();
      const told = await whyKey(open, key);
      print(told, () => whyLines(told));
      return EXIT.ok;
    }
    case "mend":
      return await mendCommand(folder, { ...mend, out: options.out, json: options.json }, signal, {
        out,
        err,
      });
    case "export": {
      await using open = await read();
      const to = options.out ?? join(folder, "tables");
      const paths = await exportStudy(await rebuildStudy(open), open, to, options.formats);
      out(paths.join("\n"));
      return EXIT.ok;
    }
  }
}

const COMMANDS = [
  "plan",
  "estimate",
  "run",
  "cancel",
  "status",
  "why",
  "export",
  "mend",
  "check",
  "help",
] as const;

/** Which options a command takes beside `--folder`. */
const TAKES: Readonly<Record<typeof COMMANDS[number], readonly string[]>> = {
  plan: ["json"],
  estimate: ["json"],
  run: [],
  cancel: [],
  status: ["json"],
  why: ["json"],
  export: ["out", "format"],
  mend: ["json", "out", ...MEND_OPTIONS],
  check: [],
  help: ["json", "out", "format", ...MEND_OPTIONS],
};

function readArguments(args: readonly string[]) {
  const { values, names: [word = "help", ...rest] } = splitArguments("study", args, {
    folder: { type: "string" },
    out: { type: "string" },
    format: { type: "string", multiple: true },
    json: { type: "boolean" },
    ...MEND_TYPES,
  });
  const command = values.help ? "help" : COMMANDS.find((name) => name === word);
  if (!command) {
    throw new InputError(`Expected a command (${COMMANDS.join(", ")}) but found "${word}"`);
  }
  for (const option of ["out", "format", "json", ...MEND_OPTIONS] as const) {
    if (values[option] === undefined || TAKES[command].includes(option)) continue;
    throw new InputError(`Expected no such option with "study ${command}"`, {
      field: `--${option}`,
    });
  }
  const key = command === "why" ? rest.shift() ?? "" : "";
  if (command === "why" && key === "") {
    throw new InputError("Expected the key of a call but found none", { field: "KEY" });
  }
  if (command === "why") assertKey(key);
  if (rest.length > 1) {
    throw new InputError(`Expected one folder but found ${rest.join(" ")}`, { field: "FOLDER" });
  }
  if (rest[0] !== undefined && values.folder !== undefined) {
    throw new InputError(`Expected one folder but found ${rest[0]} and ${values.folder}`, {
      field: "FOLDER",
    });
  }
  const wrong = values.format?.find((format) => !EXPORT_FORMATS.some((known) => known === format));
  if (wrong !== undefined) {
    throw new InputError(`Expected ${EXPORT_FORMATS.join(" or ")} but found "${wrong}"`, {
      field: "--format",
    });
  }
  return {
    command,
    key,
    folder: rest[0] ?? values.folder ?? ".",
    options: {
      json: values.json ?? false,
      out: values.out,
      formats: (values.format ?? EXPORT_FORMATS) as readonly ExportFormat[],
    },
    mend: mendArguments(values),
  };
}

/** What one judge alone cannot show of a spec. */
function loneJudge({ complianceJudges }: StudyConfig): string {
  return complianceJudges?.length === 1
    ? "\nOne judge alone shows no contradiction and no ambiguity of the spec: those are where judges part. Name two or more in complianceJudges."
    : "";
}

function planTable(rows: Awaited<ReturnType<typeof planOf>>): string {
  const left = rows.reduce((sum, row) => sum + row.left, 0);
  const table = textTable(
    ["stage", "model", "calls at most", "in the journal", "left at most", "likely left"],
    rows.map((row) => [
      row.stage,
      row.model.key,
      row.calls,
      row.inJournal,
      row.left,
      row.likely
        ? `${count(row.likely.left)} (${count(row.likely.low)} to ${count(row.likely.high)})`
        : "",
    ]),
  );
  const unknown =
    rows.some(({ ofHigh, left, likely }) =>
        ofHigh && left > 0 && (likely === null || likely.low < likely.high)
      )
      ? "\nOnly queries of high disagreement are labelled and checked against the spec. How many those are shows with the positions: until then it is at most all."
      : "";
  const most = rows.every(({ exact, left }) => exact || left === 0) ? "" : " at most";
  const again = left > 0 ? ", and second asks for answers that cannot be read" : "";
  return `${table}\n\n${count(left)} calls are left${most}${again}.${unknown}`;
}

const count = (n: number) => n.toLocaleString("en-US");

async function planOf(open: Study) {
  const tally = new CallTally(open.journal);
  return planStudy(await rebuildStudy(open, tally), tally);
}

async function estimateOf(open: Study) {
  const { config, journal, folder } = open;
  const { providers, priceOf } = await studyPrices(open);
  const rows = await planOf(open);
  const planned = await plannedCalls(rows, config, folder);
  return await estimateCost(journal, planned, providers, priceOf);
}

function estimateTable(estimate: Awaited<ReturnType<typeof estimateOf>>): string {
  if (estimate.roles.every(({ calls }) => calls === 0)) {
    return "Nothing is left to ask: the journal answers every call.";
  }
  const range = (low: number | null, high: number | null) =>
    low === null ? "—" : `${dollars(low)} to ${dollars(high)}`;
  const table = textTable(
    ["stage", "model", "calls", "cost", "from to", "rests on"],
    estimate.roles.map((role) => [
      role.stage,
      role.model,
      role.calls,
      dollars(role.usd),
      range(role.low, role.high),
      role.calls === 0
        ? ""
        : role.usd === null
        ? "no price"
        : role.pilot > 0
        ? `${role.pilot} calls made`
        : "token counts",
    ]),
  );
  const total = estimate.usd === null
    ? 'Without a price for every model there is no total: name a table of prices, laid out as data/prices.json is, in the field "prices" of study.json.'
    : `Left to spend: ${dollars(estimate.usd)} (${range(estimate.low, estimate.high)})`;
  const guessed = estimate.usd !== null &&
      estimate.roles.some((role) => role.calls > 0 && role.pilot === 0)
    ? "\nWhat rests on token counts is bounded by the longest answers that the models can give. After a run under a small budgetUsd it rests on calls made."
    : "";
  const seconds = estimate.roles.reduce((sum, { again }) => sum + (again?.calls ?? 0), 0);
  const assumed = estimate.roles.some(({ again }) => again?.assumed)
    ? ", 2 in 100 where the journal shows none yet"
    : "";
  const again = estimate.usd !== null && seconds > 0
    ? `\nAbout ${
      count(seconds)
    } second asks are part of it, for answers that cannot be read${assumed}.`
    : "";
  return `${table}\n\n${total}${again}${guessed}`;
}

if (import.meta.main) await runMain((signal) => study(Deno.args, signal));
