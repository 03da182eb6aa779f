import { InputError } from "../study/input_error.ts";
import { httpBuffer, type HttpOptions } from "./http_buffer.ts";
import { type ParquetSource, parquetSource } from "./parquet_source.ts";

/** One split of the public dataset and where its shards are. */
export interface DatasetSplit {
  readonly config: "default" | "complete" | "judge_evaluations";
  readonly split: string;
  readonly folder: string;
  readonly shards: number;
}

/** The public dataset's repository. */
export const DATASET = "jifanz/stress_testing_model_spec";

const split = (
  config: DatasetSplit["config"],
  folder: string,
  name: string,
  shards: number,
): DatasetSplit => ({ config, split: name, folder, shards });

/** All splits of the public dataset. */
export const DATASET_SPLITS: readonly DatasetSplit[] = [
  split("default", "data", "all_models", 4),
  split("default", "data", "claude_models", 3),
  split("default", "data", "openai_models", 2),
  split("default", "data", "gpt41_vs_mini", 1),
  split("default", "data", "o3_vs_o4mini", 2),
  split("default", "data", "opus4_vs_sonnet4", 1),
  split("complete", "complete", "train", 37),
  ...["0.0_to_1.0", "1.0_to_1.5", "1.5_to_2.0", "2.0_to_2.5", "2.5_to_3.0"].map((bin) =>
    split("judge_evaluations", "judge_evaluations", `std_${bin}`, 1)
  ),
];

/** The split of a name, if the dataset has it. */
export function splitOf(name: string): DatasetSplit | undefined {
  return DATASET_SPLITS.find((known) => known.split === name);
}

/**
 * The paths of a split's shards in the dataset.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { DATASET_SPLITS, shardPaths } from "./dataset.ts";
 *
 * assert(shardPaths(DATASET_SPLITS[0]!)[3] === "data/all_models-00003-of-00004.parquet");
 * ```
 */
export function shardPaths({ folder, split, shards }: DatasetSplit): string[] {
  const pad = (n: number) => String(n).padStart(5, "0");
  return Array.from(
    { length: shards },
    (_, i) => `${folder}/${split}-${pad(i)}-of-${pad(shards)}.parquet`,
  );
}

/** How the dataset is read over the network. */
export interface RemoteOptions extends HttpOptions {
  /** The commit of the dataset, 40 hexadecimal digits: a branch could change between two runs. */
  readonly revision: string;
  /** @default {"all_models"} */
  readonly split?: string;
  /** @default {"https://huggingface.co"} */
  readonly host?: string;
}

/**
 * Opens a split of the public dataset over HTTP ranges: only footers are fetched now, columns when they are
 * read.
 *
 * @throws {InputError} If the revision is no commit or the dataset has no such split.
 */
export async function openRemote(options: RemoteOptions): Promise<ParquetSource[]> {
  const { revision, split: name = "all_models", host = "https://huggingface.co" } = options;
  if (!/^[0-9a-f]{40}$/.test(revision)) {
    throw new InputError(`Expected a commit of 40 hexadecimal digits but found "${revision}"`, {
      field: "revision",
    });
  }
  const known = splitOf(name);
  if (known === undefined) {
    throw new InputError(
      `Expected a split out of ${
        DATASET_SPLITS.map((s) => s.split).join(", ")
      } but found "${name}"`,
      { field: "split" },
    );
  }
  const sources: ParquetSource[] = [];
  for (const path of shardPaths(known)) {
    const url = `${host}/datasets/${DATASET}/resolve/${revision}/${path}`;
    sources.push(await parquetSource(await httpBuffer(url, options), path));
  }
  return sources;
}
