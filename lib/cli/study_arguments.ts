import { EXPORT_FORMATS, type ExportFormat } from "../study/export.ts";
import { InputError } from "../study/input_error.ts";
import { readArguments as splitArguments } from "./read_arguments.ts";
import { MEND_OPTIONS, MEND_TYPES, mendArguments } from "./study_mend_arguments.ts";
import { assertKey } from "./study_why.ts";

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

/**
 * Reads the arguments of the command `study`.
 *
 * @throws {InputError} For a command, an option or a folder that there is not.
 */
export function readArguments(args: readonly string[]) {
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
