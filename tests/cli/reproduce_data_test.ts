import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { COUNTED_SPLITS, readJudged, readLocalData, rowsOf } from "../../lib/cli/reproduce_data.ts";
import { csvTextSource } from "../../lib/published/csv_source.ts";
import { writeDataset } from "../published/dataset_layout.ts";

Deno.test("readLocalData() reads every part that a copy of the dataset has, and skips what it is told to", async () => {
  const folder = await Deno.makeTempDir();
  await writeDataset(folder, [{ rows: 30 }]);
  const found = await readLocalData(folder);
  assertEquals([found.table.rows, found.whole!.table.numRows()], [120, 37 * 30]);
  assertEquals(
    [...found.splits!],
    COUNTED_SPLITS.map((split) => [split, found.splits!.get(split)]),
  );
  assertEquals(found.judged!.judges, ["claude_4", "gemini_2_5", "o3"]);
  assertEquals([found.labels, found.inputs.length, found.why], [null, 55, {}]);
  const less = await readLocalData(folder, {
    skip: new Set(["complete", "judge_evaluations", "splits"] as const),
  });
  assertEquals([less.judged, less.whole, less.splits!.size, less.inputs.length], [
    null,
    null,
    0,
    4,
  ]);
  await Deno.remove(join(folder, "data/o3_vs_o4mini-00001-of-00002.parquet"));
  await Deno.remove(folder, { recursive: true });
});

Deno.test("readLocalData() reads a single file, which has nothing beside it", async () => {
  const { judged, whole, splits, inputs } = await readLocalData("data/sample_scores.csv");
  assertEquals([judged, whole, splits!.size, inputs.length], [null, null, 0, 1]);
});

Deno.test("readJudged() tells why decisions could not be read, and goes on", async () => {
  const source = csvTextSource("prompt,model,o3_decision\nq,o3,maybe\n", "j.csv");
  const { judged, why } = await readJudged([source], new Set());
  assertEquals(judged, null);
  assertStringIncludes(
    why.judged!,
    "could not be read: j.csv, row 1, o3_decision: Expected one of",
  );
  assertEquals(rowsOf([source, source]), 2);
});
