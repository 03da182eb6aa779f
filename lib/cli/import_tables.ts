import type { ColumnSource } from "../published/column_source.ts";
import { DATASET } from "../published/dataset.ts";
import { inspectSource } from "../published/inspect_log.ts";
import { openLocal } from "../published/open_local.ts";
import { InputError } from "../study/input_error.ts";
import { describeFile } from "./describe_file.ts";
import { remoteDataset, type RemoteDatasetOptions } from "./remote_dataset.ts";

/** Tables to import, and what is kept of where they came from. */
export interface ImportTables extends AsyncDisposable {
  readonly sources: readonly ColumnSource[];
  /** What stands of each file in `import.json`. */
  inputs(): Promise<object[]>;
}

/**
 * Opens files on this machine: tables, folders of shards, logs of Inspect AI.
 *
 * @throws {InputError} For a file that is none of them.
 */
export async function openFiles(files: readonly string[]): Promise<ImportTables> {
  const open = new AsyncDisposableStack();
  try {
    const sources: ColumnSource[] = [];
    const paths: string[] = [];
    for (const file of files) {
      if (file.endsWith(".json")) {
        sources.push(await inspectSource(file));
        paths.push(file);
      } else {
        const table = open.use(await openLocal(file));
        sources.push(...table.sources);
        paths.push(...table.paths);
      }
    }
    return {
      sources,
      inputs: () => Promise.all(paths.map(describeFile)),
      [Symbol.asyncDispose]: () => open.disposeAsync(),
    };
  } catch (error) {
    await open.disposeAsync();
    throw error;
  }
}

/**
 * Opens all_models of the public dataset on its host.
 *
 * @throws {InputError} If the commit does not have it.
 * @throws {RemoteError} If the host refuses or does not answer.
 */
export async function openDataset(options: RemoteDatasetOptions): Promise<ImportTables> {
  const { host, commit, open, inputs } = await remoteDataset(options);
  const sources = await open("all_models");
  if (sources.length === 0) {
    throw new InputError("Expected the split all_models but found none", { file: DATASET });
  }
  return {
    sources,
    inputs: () => Promise.resolve([{ host, dataset: DATASET, commit }, ...inputs()]),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
