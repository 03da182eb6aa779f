import { parseArgs } from "node:util";
import { InputError } from "../study/input_error.ts";
import { REMOTE_OPTIONS, REMOTE_USAGE, remoteFrom } from "./remote_arguments.ts";
import type { ReproduceOptions } from "./reproduce.ts";
import { SKIPPABLE, type Skippable } from "./reproduce_data.ts";

/** What `reproduce --help` prints. */
export const REPRODUCE_USAGE =
  `Usage: deno task reproduce --out FOLDER [--data FILE_OR_FOLDER] [--taxonomy FILE_OR_FOLDER]

Makes every table and figure of the paper that the data allow, beside the published numbers, and report.html, into
FOLDER. What the data lack is listed in the report with the way to it. It takes some 0.25 GB of memory, and 0.02 GB per
1,000 rows of 12 models.

With --data it reads a score table (CSV or Parquet), a folder with the shards of all_models, or a whole local copy of
the public dataset: then also the judges' decisions (judge_evaluations) and the set of all scenarios (complete); or a
study with exported tables (deno task study export): then also what its judges labelled, its noise and its diversity.

Without --data it reads the public dataset from its host, only the columns that it needs and never the responses.
The first run asks the host which commit the branch main is at, says it, and pins it: that run and all later ones read
by this commit, and it stands in the report and in manifest.json. --revision COMMIT takes another commit for one run;
--revision main looks again and pins what it finds. What was fetched is kept on disk: a run that was stopped goes on
where it was, and with all in the cache no network is needed. HF_TOKEN, if set, is sent to the host alone.

Options
  --out FOLDER        a new folder, an empty one, or one that an earlier run wrote
  --data PATH         a local table or copy of the dataset
  --taxonomy PATH     the values' categories; adds the figures by category
  --skip PART         leaves out complete, judge_evaluations or splits; may be given several times
${REMOTE_USAGE}
  -h, --help          print this

Exit codes: 0 done, 1 the host refused or did not answer, 2 bad input, 130 stopped by Ctrl-C. Then FOLDER is as it was.`;

const OPTIONS = {
  data: { type: "string" },
  out: { type: "string" },
  taxonomy: { type: "string" },
  skip: { type: "string", multiple: true },
  ...REMOTE_OPTIONS,
  help: { type: "boolean", short: "h", default: false },
} as const;

/**
 * What the arguments of `reproduce` come to, with the token of the environment.
 *
 * @returns Null where help is asked for.
 * @throws {InputError} Naming the argument at fault.
 */
export function readArguments(args: readonly string[]): ReproduceOptions | null {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options: OPTIONS });
  } catch (cause) {
    throw new InputError(
      `${(cause as Error).message}; see "deno task reproduce --help"`,
      {},
      { cause },
    );
  }
  const { data, out, taxonomy, skip = [], revision, host, cache, help } = parsed.values;
  if (help || args.length === 0) return null;
  if (!out) {
    throw new InputError('Expected a path but found none; see "deno task reproduce --help"', {
      field: "--out",
    });
  }
  const stranger = skip.find((part) => !SKIPPABLE.some((known) => known === part));
  if (stranger !== undefined) {
    throw new InputError(
      `Expected one of ${SKIPPABLE.join(", ")} but found "${stranger}"`,
      { field: "--skip" },
    );
  }
  const remote = remoteFrom({ revision, host, cache }, data !== undefined);
  return {
    out,
    skip: skip as Skippable[],
    ...(taxonomy === undefined ? {} : { taxonomy }),
    ...(data === undefined ? { remote } : { data }),
  };
}
