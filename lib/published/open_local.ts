import { basename, join } from "node:path";
import { InputError } from "../study/input_error.ts";
import type { ColumnSource } from "./column_source.ts";
import { csvSource } from "./csv_source.ts";
import { jsonlSource } from "./jsonl_source.ts";
import { splitOf } from "./dataset.ts";
import { localBuffer } from "./local_buffer.ts";
import { parquetSource } from "./parquet_source.ts";
import { shardsOf } from "./shards.ts";

/** The file of scores in a folder that `deno task import` wrote. */
export const SCORES_FILE = "scores.parquet";

/** Open files of one table; closing them ends their reading. */
export interface OpenTable extends AsyncDisposable {
  /** The files' paths, in the order of their rows. */
  readonly paths: readonly string[];
  readonly sources: readonly ColumnSource[];
}

/** Options of {@linkcode openLocal}. */
export interface OpenLocalOptions {
  /** Which split a folder of shards is read for. @default {"all_models"} */
  readonly split?: string;
}

/**
 * Opens a score table: a CSV file, a Parquet file, or a folder with the shards of a split
 * (`all_models-00000-of-00004.parquet`, in it or in the subfolder that the public dataset has it in), or with one CSV or Parquet file.
 *
 * @param path File or folder.
 * @throws {InputError} If there is nothing of that name, a shard is missing, or a file is not what it should be.
 */
export async function openLocal(path: string, options: OpenLocalOptions = {}): Promise<OpenTable> {
  const paths = (await statOf(path)).isDirectory
    ? await tableIn(path, options.split ?? "all_models")
    : [path];
  return await openFiles(paths);
}

/**
 * Opens the judges' decisions of a folder that has them (`judge_evaluations/*.parquet` or `.csv`), all bins as
 * one table.
 *
 * @returns null where there are none.
 */
export async function openDecisions(path: string): Promise<OpenTable | null> {
  const folder = join(path, "judge_evaluations");
  const names = (await statOf(path)).isDirectory ? await fileNames(folder) : [];
  const paths = names.filter(isTable).map((name) => join(folder, name));
  return paths.length === 0 ? null : await openFiles(paths);
}

/**
 * Opens a split of a folder that has its shards, in it or in the subfolder that the public dataset has it in.
 *
 * @returns null where there are none.
 * @throws {InputError} If some of the shards are missing.
 */
export async function openSplit(path: string, split: string): Promise<OpenTable | null> {
  const paths = (await statOf(path)).isDirectory ? await shardsIn(path, split) : [];
  return paths.length === 0 ? null : await openFiles(paths);
}

async function openFiles(paths: readonly string[]): Promise<OpenTable> {
  const open = new AsyncDisposableStack();
  try {
    const sources: ColumnSource[] = [];
    for (const file of paths) sources.push(await openFile(file, open));
    return { paths, sources, [Symbol.asyncDispose]: () => open.disposeAsync() };
  } catch (error) {
    await open.disposeAsync();
    throw error;
  }
}

async function openFile(path: string, open: AsyncDisposableStack): Promise<ColumnSource> {
  const file = open.use(await localBuffer(path));
  const start = new Uint8Array(await file.slice(0, Math.min(4, file.byteLength)));
  const isParquet = new TextDecoder().decode(start) === "PAR1" || path.endsWith(".parquet");
  if (isParquet) return parquetSource(file, path);
  return /\.(jsonl|ndjson)$/.test(path) ? jsonlSource(path) : csvSource(path);
}

/** The files of the one table that a folder holds. */
async function tableIn(folder: string, split: string): Promise<string[]> {
  const shards = await shardsIn(folder, split);
  if (shards.length > 0) return shards;
  const names = await fileNames(folder);
  // An imported study has other tables beside its scores.
  if (names.includes(SCORES_FILE)) return [join(folder, SCORES_FILE)];
  const tables = names.filter(isTable);
  const [only] = tables;
  if (only !== undefined && tables.length === 1) return [join(folder, only)];
  throw new InputError(
    tables.length === 0
      ? `Expected ${split}-*.parquet or one CSV or Parquet file in the folder but found none`
      : `Expected ${split}-*.parquet or one CSV or Parquet file in the folder but found ${tables.length}: ${
        tables.slice(0, 5).map((name) => basename(name)).join(", ")
      }`,
    { file: folder },
  );
}

async function shardsIn(folder: string, split: string): Promise<string[]> {
  for (const place of [join(folder, splitOf(split)?.folder ?? "data"), folder]) {
    const shards = shardsOf(await fileNames(place), split, place);
    if (shards.length > 0) return shards.map((name) => join(place, name));
  }
  return [];
}

function isTable(name: string): boolean {
  return /\.(csv|parquet)$/.test(name);
}

async function fileNames(folder: string): Promise<string[]> {
  const names: string[] = [];
  try {
    for await (const entry of Deno.readDir(folder)) if (!entry.isDirectory) names.push(entry.name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return names.sort();
}

async function statOf(path: string): Promise<Deno.FileInfo> {
  try {
    return await Deno.stat(path);
  } catch (cause) {
    const message = "Expected a file or folder that can be read but found none";
    // That there is nothing is all there is to say; another cause, such as a lack of rights, helps.
    throw cause instanceof Deno.errors.NotFound
      ? new InputError(message, { file: path })
      : new InputError(message, { file: path }, { cause });
  }
}
