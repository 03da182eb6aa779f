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
