import { assert, assertEquals } from "@std/assert";
import { DATASET_SPLITS, shardPaths, splitOf } from "../../lib/published/dataset.ts";

Deno.test("shardPaths() names the files of all splits of the dataset", () => {
  const paths = DATASET_SPLITS.flatMap(shardPaths);
  assertEquals(paths.length, 4 + 3 + 2 + 1 + 2 + 1 + 37 + 5);
  assertEquals(new Set(paths).size, paths.length);
  assert(paths.includes("complete/train-00036-of-00037.parquet"));
  assert(paths.includes("judge_evaluations/std_2.5_to_3.0-00000-of-00001.parquet"));
});

Deno.test("splitOf() knows the splits of all configs by their names", () => {
  assertEquals(splitOf("train")?.config, "complete");
  assertEquals(splitOf("std_1.0_to_1.5")?.folder, "judge_evaluations");
  assertEquals(splitOf("toString"), undefined);
});
