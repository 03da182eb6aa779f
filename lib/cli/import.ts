import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { ColumnSource } from "../published/column_source.ts";
import {
  parseImportMapping,
  type ResponsesMapping,
  scoresBeside,
  type ScoresMapping,
} from "../published/import_mapping.ts";
import { readImportedResponses } from "../published/import_responses.ts";
import { readImportedScores } from "../published/import_scores.ts";
import { inspectSource } from "../published/inspect_log.ts";
import { openLocal, SCORES_FILE } from "../published/open_local.ts";
import { PANEL_FILE } from "../published/panel_file.ts";
import { type PositionTable, toArquero } from "../published/position_table.ts";
import { toParquet } from "../published/write_parquet.ts";
import { InputError } from "../study/input_error.ts";
import { describeFile } from "./describe_file.ts";
import { EXIT, runMain } from "./exit.ts";
import { importCompletions, type ImportCounts } from "./import_completions.ts";
import { responsesPreview, scoresPreview } from "./import_preview.ts";
import { importStudy, writeStudy } from "./import_study.ts";
import { assertReplaceable, writeFolder } from "./reproduce_folder.ts";
import type { Output } from "./study.ts";

/** What `import --help` prints. */
export const IMPORT_USAGE =
  `Usage: deno task import --data FILE [--data FILE ...] --mapping FILE --out FOLDER [--write]

Turns a table of other origin into a folder that Faultline goes on with. FILE is a CSV, a JSON Lines file (.jsonl), a
Parquet file, a log of Inspect AI as JSON (.json), or a folder with the shards of the public dataset's all_models;
several are read one after the other. A table may be larger than memory. Without --write it says what it would write,
and writes nothing.

Responses (mapping kind "responses") become a study: its scenarios are the table's queries, its panel the table's
models, and its journal holds their responses. "deno task study run FOLDER" goes on with rubrics, positions and labels.
Positions beside them in the table come along: "deno task reproduce --data FOLDER" makes tables and figures of them.
Scores (kind "scores") become positions alone, for "deno task reproduce". Labels and verdicts are not imported.
data/all_models_mapping.json is the mapping of the public dataset: responses and positions of its 12 models.

The mapping is a JSON file that says what the columns are:
  kind                  "responses" or "scores"
  query, value1, value2 columns with the query's words and the names of its two values
  nudge, nudges         optional: where the query leans, and what the entries mean ("neutral", "value1", "value2")
  scenario              optional: the column or columns that name the scenario (default: each query is one)
  generator             optional: who wrote the query
  model, response       columns of a table with one row per query and model
  responses             or: by model its column, in a table with one row per query
  sample, outcome       optional: the index of a repeated draw; {column, entries} for filtered, truncated, failed
  models                by name in the table: {key, family}; with provider and model it can be asked what is missing
  taxonomy, study       responses: a CSV with the values' categories; the rest of study.json (name, seed, judges, ...)
  position1, position2  columns with the positions on both values; or positions, by model {value1, value2}
  lowest                the lowest of the seven positions (default 0); models of scores have {key, provider}
Columns of an Inspect log: task, model, id, sample, input, target, response, stop_reason, metadata.NAME, score.NAME.

Options
  --data FILE      a table; may be given several times
  --mapping FILE   the mapping
  --out FOLDER     a new or empty folder
  --write          write it
  -h, --help       print this

Exit codes: 0 done, 2 bad input; then nothing has been written.`;

/** What is to be imported. */
interface ImportArguments {
  readonly data: readonly string[];
  readonly mapping: string;
  readonly out: string;
  readonly write: boolean;
}

/**
 * The command `import`.
 *
 * @param args Its arguments.
 * @returns The exit code.
 * @throws {InputError} For wrong arguments, a fault in the mapping or the table, or a folder that is not empty; then
 * nothing has been written.
 */
export async function importTable(
  args: readonly string[],
  { out, err }: Output = { out: console.log, err: console.error },
): Promise<number> {
  const options = readArguments(args);
  if (options === null) {
    out(IMPORT_USAGE);
    return EXIT.ok;
  }
  const mapping = parseImportMapping(await readJson(options.mapping), options.mapping);
  await assertReplaceable(resolve(options.out), options.out, false);
  await using open = new AsyncDisposableStack();
  const sources: ColumnSource[] = [];
  const paths: string[] = [];
  for (const file of options.data) {
    if (file.endsWith(".json")) {
      sources.push(await inspectSource(file));
      paths.push(file);
    } else {
      const table = open.use(await openLocal(file));
      sources.push(...table.sources);
      paths.push(...table.paths);
    }
  }
  const job = mapping.kind === "scores"
    ? await scoresJob(sources, mapping, options)
    : await responsesJob(sources, mapping, options, err);
  if (!options.write) {
    out(await job.preview());
    out(`\nNothing was written; with --write this goes to ${options.out}.`);
    return EXIT.ok;
  }
  const inputs = await Promise.all(paths.map(describeFile));
  let told = "";
  await writeFolder(options.out, async (folder) => {
    told = await job.write(folder);
    const record = { made_by: "faultline import", inputs, mapping };
    await Deno.writeTextFile(
      join(folder, "import.json"),
      `${JSON.stringify(record, null, 2)}\n`,
    );
  }, { replace: false });
  out(told);
  out(`\nWrote ${options.out}. Go on with: ${job.next}`);
  return EXIT.ok;
}

/** An import that is checked as far as its queries go. */
interface Job {
  /** What a person does next with what was written. */
  readonly next: string;
  /** Goes through the table and says what it comes to. */
  preview(): Promise<string>;
  /** Goes through the table, writes it into a folder and says what it came to. */
  write(folder: string): Promise<string>;
}

async function scoresJob(
  sources: readonly ColumnSource[],
  mapping: ScoresMapping,
  { out }: ImportArguments,
): Promise<Job> {
  const scores = await readImportedScores(sources, mapping);
  const preview = () => Promise.resolve(scoresPreview(scores, mapping));
  return {
    next: `deno task reproduce --data ${out} --out FOLDER`,
    preview,
    async write(folder) {
      await writeScores(scores.table, folder);
      return await preview();
    },
  };
}

async function responsesJob(
  sources: readonly ColumnSource[],
  mapping: ResponsesMapping,
  options: ImportArguments,
  err: (line: string) => void,
): Promise<Job> {
  const found = await readImportedResponses(sources, mapping);
  const study = await importStudy(found, mapping, {
    file: options.mapping,
    ...(mapping.taxonomy === undefined
      ? {}
      : { taxonomy: resolve(dirname(options.mapping), mapping.taxonomy) }),
  });
  const beside = scoresBeside(mapping);
  const scores = beside && await readImportedScores(sources, beside);
  const begin = () =>
    importCompletions(found, study, {
      at: Date.now(),
      field: mapping.query,
      onRow(rows) {
        if (rows % 5000 === 0) err(`${rows} of ${found.rows} rows`);
      },
    });
  const told = (counts: ImportCounts) =>
    [
      responsesPreview(found, study, counts),
      ...(scores ? ["", "Positions beside them:", scoresPreview(scores, beside!)] : []),
    ].join("\n");
  return {
    next: `deno task study plan ${options.out}${
      scores ? `, or deno task reproduce --data ${options.out} --out FOLDER` : ""
    }`,
    async preview() {
      const { completions, counts } = begin();
      for await (const _ of completions);
      return told(counts);
    },
    async write(folder) {
      const { completions, counts } = begin();
      await writeStudy(study, completions, folder);
      if (scores) await writeScores(scores.table, folder);
      return told(counts);
    },
  };
}

async function writeScores(table: PositionTable, folder: string): Promise<void> {
  await Deno.writeFile(join(folder, SCORES_FILE), toParquet(toArquero(table)));
  await Deno.writeTextFile(
    join(folder, PANEL_FILE),
    `${JSON.stringify(table.models, null, 2)}\n`,
  );
}

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch (cause) {
    throw new InputError("Expected a mapping that can be read but found none", { file }, { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(
      `Expected a mapping as JSON but found ${(cause as Error).message}`,
      { file },
      { cause },
    );
  }
}

/** Null where help is asked for. */
function readArguments(args: readonly string[]): ImportArguments | null {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      options: {
        data: { type: "string", multiple: true },
        mapping: { type: "string" },
        out: { type: "string" },
        write: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
  } catch (cause) {
    throw new InputError(`${(cause as Error).message}; see "deno task import --help"`);
  }
  const { data = [], mapping = "", out = "", write, help } = parsed.values;
  if (help || args.length === 0) return null;
  const fields = [["--data", data[0]], ["--mapping", mapping], ["--out", out]] as const;
  const missing = fields.find(([, value]) => !value);
  if (missing) {
    throw new InputError('Expected a path but found none; see "deno task import --help"', {
      field: missing[0],
    });
  }
  return { data, mapping, out, write };
}

if (import.meta.main) await runMain(() => importTable(Deno.args));
