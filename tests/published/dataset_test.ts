import { assert, assertEquals } from "@std/assert";
import { COLUMNS, layoutColumns } from "./dataset_layout.ts";
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

const DESCRIBED = "../shared/data/published/all_models_columns.tsv";

Deno.test({
  name:
    "the tests' layout of all_models has the dataset's 44 columns in their order (skipped where their list is not)",
  ignore: !await Deno.stat(DESCRIBED).then(() => true, () => false),
  async fn() {
    const [, ...lines] = (await Deno.readTextFile(DESCRIBED)).trim().split("\n");
    const described = lines.map((line) => line.split("\t"));
    assertEquals(described.map(([, column]) => column), [...COLUMNS]);
    const columns = layoutColumns({ rows: 3 });
    for (const [, column, type] of described) {
      const integers = columns.get(column!)!.some((cell) => typeof cell === "bigint");
      assertEquals(integers, type!.trim() !== "VARCHAR", column);
    }
  },
});
