import { DATASET_SPLITS } from "../published/dataset.ts";
import type { ColumnSource } from "../published/column_source.ts";
import { type JudgeEvaluations, readJudgeEvaluations } from "../published/judge_evaluations.ts";
import { openDecisions, openLocal, openSplit } from "../published/open_local.ts";
import { readPanel } from "../published/panel_file.ts";
import type { PositionTable } from "../published/position_table.ts";
import { readPositions } from "../published/read_positions.ts";
import { InputError } from "../study/input_error.ts";
import { describeFile } from "./describe_file.ts";
import type { ReproduceInput } from "./reproduce_step.ts";
import { readStudySampling } from "./reproduce_sampling.ts";
import { readStudyLabels } from "./reproduce_study.ts";
import { readStudyPositions } from "./reproduce_study_positions.ts";
import { readWhole, type WholeSet } from "./reproduce_whole.ts";

/** Parts of the dataset that a run can do without. */
export const SKIPPABLE = ["complete", "judge_evaluations", "splits"] as const;

/** One of {@linkcode SKIPPABLE}. */
export type Skippable = typeof SKIPPABLE[number];

/** The splits that are only counted: their positions are those of all_models, or are not described. */
export const COUNTED_SPLITS: readonly string[] = DATASET_SPLITS
  .filter(({ config, split }) => config === "default" && split !== "all_models")
  .map(({ split }) => split);

/** What was read, to be made into tables and figures. */
export interface ReproduceData
  extends Pick<ReproduceInput, "judged" | "whole" | "labels" | "sampling" | "splits" | "why"> {
  readonly table: PositionTable;
  /** Says in the report where it is from, where that is not a file of the user's. */
  readonly from?: string;
  /** What stands in the manifest of where it is from. */
  readonly source?: object;
  /** What stands in the manifest of each file. */
  readonly inputs: readonly object[];
}

/** How data are read. */
export interface ReadDataOptions {
  readonly skip?: ReadonlySet<Skippable>;
  readonly say?: (line: string) => void;
  /** Stops the reading between two files. */
  readonly signal?: AbortSignal;
}

/**
 * Reads all that a file or a folder has of the dataset.
 *
 * @throws {InputError} If there is no table of positions, or it is not what it must be. A fault in another part is
 * told in `why`.
 */
export async function readLocalData(
  path: string,
  { skip = new Set(), say = () => {}, signal }: ReadDataOptions = {},
): Promise<ReproduceData> {
  await using open = new AsyncDisposableStack();
  const { table, from, paths } = await readStudyPositions(path) ??
    await readTable(path, { say, ...(signal === undefined ? {} : { signal }) });
  const files = [...paths];
  const optional = async (part: Skippable, find: () => ReturnType<typeof openSplit>) => {
    signal?.throwIfAborted();
    if (skip.has(part)) return [];
    const found = await find();
    if (found === null) return [];
    open.use(found);
    files.push(...found.paths);
    return found.sources;
  };
  const judged = await readJudged(
    await optional("judge_evaluations", () => openDecisions(path)),
    skip,
  );
  const whole = await readWholeSet(
    await optional("complete", () => openSplit(path, "train")),
    skip,
  );
  const splits = new Map<string, number>();
  for (const split of COUNTED_SPLITS) {
    const sources = await optional("splits", () => openSplit(path, split));
    if (sources.length > 0) splits.set(split, rowsOf(sources));
  }
  const labels = await orWhy(() => readStudyLabels(path));
  const sampling = await orWhy(() => readStudySampling(path));
  return {
    table,
    ...(from === undefined ? {} : { from }),
    ...judged,
    ...whole,
    labels: typeof labels === "string" ? null : labels,
    sampling: typeof sampling === "string" ? null : sampling,
    splits,
    why: {
      ...judged.why,
      ...whole.why,
      ...(typeof labels === "string" ? { labels } : {}),
      ...(typeof sampling === "string" ? { sampling } : {}),
    },
    inputs: await Promise.all(files.map(describeFile)),
  };
}

/** Reads a table in the dataset's layout, and tells of the files that it is in. */
async function readTable(
  path: string,
  { say = () => {}, signal }: Pick<ReadDataOptions, "say" | "signal">,
): Promise<{ table: PositionTable; from?: string; paths: string[] }> {
  await using scores = await openLocal(path);
  const panel = await readPanel(path);
  const table = await readPositions(scores.sources, {
    ...(panel === undefined ? {} : { panel }),
    onProgress(rows, total) {
      signal?.throwIfAborted();
      say(`read ${rows} of ${total} rows`);
    },
  });
  return { table, paths: [...scores.paths] };
}

/** Judges' decisions of the sources that were found, or why there are none. */
export async function readJudged(
  sources: readonly ColumnSource[],
  skip: ReadonlySet<Skippable>,
): Promise<{ judged: JudgeEvaluations | null; why: { judged?: string } }> {
  if (skip.has("judge_evaluations")) return { judged: null, why: { judged: SKIPPED } };
  if (sources.length === 0) return { judged: null, why: {} };
  const found = await orWhy(() => readJudgeEvaluations(sources));
  return typeof found === "string"
    ? { judged: null, why: { judged: found } }
    : { judged: found, why: {} };
}

/** The set of all scenarios of the sources that were found, or why there is none. */
export async function readWholeSet(
  sources: readonly ColumnSource[],
  skip: ReadonlySet<Skippable>,
): Promise<{ whole: WholeSet | null; why: { whole?: string } }> {
  if (skip.has("complete")) return { whole: null, why: { whole: SKIPPED } };
  if (sources.length === 0) return { whole: null, why: {} };
  const found = await orWhy(() => readWhole(sources));
  return typeof found === "string"
    ? { whole: null, why: { whole: found } }
    : { whole: found, why: {} };
}

/** Rows of all shards together. */
export function rowsOf(sources: readonly ColumnSource[]): number {
  return sources.reduce((sum, source) => sum + source.rows, 0);
}

const SKIPPED = "was left out with --skip";

/** Its fault does not keep the rest from being made: the report tells it. */
async function orWhy<T>(read: () => Promise<T>): Promise<T | string> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof InputError) return `could not be read: ${error.message}`;
    throw error;
  }
}
