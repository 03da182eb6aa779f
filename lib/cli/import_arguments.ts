import { parseArgs } from "node:util";
import { InputError } from "../study/input_error.ts";
import { REMOTE_OPTIONS, REMOTE_USAGE, remoteFrom } from "./remote_arguments.ts";
import type { RemoteDatasetOptions } from "./remote_dataset.ts";

/** What `import --help` prints. */
export const IMPORT_USAGE =
  `Usage: deno task import --mapping FILE --out FOLDER [--data FILE ...] [--write]

Turns a table of other origin into a folder that Faultline goes on with. FILE is a CSV, a JSON Lines file (.jsonl), a
Parquet file, a log of Inspect AI as JSON (.json), or a folder with the shards of the public dataset's all_models;
several are read one after the other. A table may be larger than memory: it takes some 0.35 GB, and 0.02 GB per 1,000
rows of 12 responses. Without --write it says what it would write, and writes nothing.

Responses (mapping kind "responses") become a study: its scenarios are the table's queries, its panel the table's
models, and its journal holds their responses. "deno task study run FOLDER" goes on with rubrics, positions and labels.
Positions beside them in the table come along: "deno task reproduce --data FOLDER" makes tables and figures of them.
Scores (kind "scores") become positions alone, for "deno task reproduce". Labels and verdicts are not imported.
data/all_models_mapping.json is the mapping of the public dataset: responses and positions of its 12 models. Without
--data its all_models is read from its host, as by "deno task reproduce" and with the same cache (some 600 MB).

The mapping is a JSON file that says what the columns are (docs/study_json.md has an example):
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
  --mapping FILE      the mapping
  --out FOLDER        a new or empty folder
  --data FILE         a table; may be given several times
  --write             write it
${REMOTE_USAGE}
  -h, --help          print this

Exit codes: 0 done, 1 the host refused or did not answer, 2 bad input, 130 stopped by Ctrl-C; but for 0 nothing has been
written.`;

/** What is to be imported. */
export interface ImportArguments {
  /** None where the public dataset is read from its host. */
  readonly data: readonly string[];
  readonly remote: RemoteDatasetOptions;
  readonly mapping: string;
  readonly out: string;
  readonly write: boolean;
}

/**
 * What the arguments of `import` come to, with the token of the environment.
 *
 * @returns Null where help is asked for.
 * @throws {InputError} Naming the argument at fault.
 */
export function importArguments(args: readonly string[]): ImportArguments | null {
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
        ...REMOTE_OPTIONS,
      },
    });
  } catch (cause) {
    throw new InputError(`${(cause as Error).message}; see "deno task import --help"`);
  }
  const { data = [], mapping = "", out = "", write, help } = parsed.values;
  if (help || args.length === 0) return null;
  const fields = [["--mapping", mapping], ["--out", out]] as const;
  const missing = fields.find(([, value]) => !value);
  if (missing) {
    throw new InputError('Expected a path but found none; see "deno task import --help"', {
      field: missing[0],
    });
  }
  const remote = remoteFrom(parsed.values, data.length > 0);
  return { data, remote, mapping, out, write };
}
