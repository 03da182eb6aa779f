import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { ColumnSource } from "../published/column_source.ts";
import { type ImportMapping, parseImportMapping } from "../published/import_mapping.ts";
import { readImportedResponses } from "../published/import_responses.ts";
import { readImportedScores } from "../published/import_scores.ts";
import { inspectSource } from "../published/inspect_log.ts";
import { openLocal } from "../published/open_local.ts";
import { PANEL_FILE } from "../published/panel_file.ts";
import { toArquero } from "../published/position_table.ts";
import { toParquet } from "../published/write_parquet.ts";
import { InputError } from "../study/input_error.ts";
import { describeFile } from "./describe_file.ts";
import { EXIT, runMain } from "./exit.ts";
import { responsesPreview, scoresPreview } from "./import_preview.ts";
import { importStudy, writeStudy } from "./import_study.ts";
import { assertReplaceable, writeFolder } from "./reproduce_folder.ts";
import type { Output } from "./study.ts";

/** What `import --help` prints. */
export const IMPORT_USAGE =
  `Usage: deno task import --data FILE [--data FILE ...] --mapping FILE --out FOLDER [--write]

Turns a table of other origin into a folder that Faultline goes on with. FILE is a CSV, a JSON Lines file (.jsonl), a
Parquet file, or a log of Inspect AI as JSON (.json); several are read one after the other. Without --write it says
what it would write, and writes nothing.

Responses (mapping kind "responses") become a study: its scenarios are the table's queries, its panel the table's
models, and its journal holds their responses. "deno task study run FOLDER" goes on with rubrics and positions. Only
the responses are imported: positions, labels or verdicts that the table may have are not.
Scores (kind "scores") become positions: "deno task reproduce --data FOLDER" makes tables and figures of them. Their
responses are not imported.

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
  position1, position2  scores: columns with the positions on both values; or positions, by model {value1, value2}
  lowest                scores: the lowest of the seven positions (default 0); models have {key, provider}
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
  { out }: Pick<Output, "out"> = { out: console.log },
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
  const { preview, fill, next } = await prepare(sources, mapping, options);
  out(preview);
  if (!options.write) {
    out(`\nNothing was written; with --write this goes to ${options.out}.`);
    return EXIT.ok;
  }
  const inputs = await Promise.all(paths.map(describeFile));
  await writeFolder(options.out, async (folder) => {
    await fill(folder);
    const record = { made_by: "faultline import", inputs, mapping };
    await Deno.writeTextFile(
      join(folder, "import.json"),
      `${JSON.stringify(record, null, 2)}\n`,
    );
  }, { replace: false });
  out(`\nWrote ${options.out}. Go on with: ${next}`);
  return EXIT.ok;
}

interface Prepared {
  readonly preview: string;
  readonly next: string;
  fill(folder: string): Promise<void>;
}

async function prepare(
  sources: readonly ColumnSource[],
  mapping: ImportMapping,
  options: ImportArguments,
): Promise<Prepared> {
  if (mapping.kind === "scores") {
    const scores = await readImportedScores(sources, mapping);
    return {
      preview: scoresPreview(scores, mapping),
      next: `deno task reproduce --data ${options.out} --out FOLDER`,
      async fill(folder) {
        await Deno.writeFile(join(folder, "scores.parquet"), toParquet(toArquero(scores.table)));
        await Deno.writeTextFile(
          join(folder, PANEL_FILE),
          `${JSON.stringify(scores.table.models, null, 2)}\n`,
        );
      },
    };
  }
  const found = await readImportedResponses(sources, mapping);
  const study = await importStudy(found, mapping, {
    file: options.mapping,
    at: Date.now(),
    ...(mapping.taxonomy === undefined
      ? {}
      : { taxonomy: resolve(dirname(options.mapping), mapping.taxonomy) }),
  });
  return {
    preview: responsesPreview(found, study),
    next: `deno task study plan ${options.out}`,
    fill: (folder) => writeStudy(study, folder),
  };
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
