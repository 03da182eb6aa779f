import { assert, assertEquals, assertRejects } from "@std/assert";
import { localBuffer } from "../../lib/published/local_buffer.ts";
import { parquetSource } from "../../lib/published/parquet_source.ts";
import { readSideBySide, sideBySideIn } from "../../lib/published/read_side_by_side.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { layoutColumns, writeLayout } from "./dataset_layout.ts";

const shards = ["one", "two"].map((seed) => layoutColumns({ rows: 60, seed, typical: 2000 }));

async function written(act: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  for (const [i, columns] of shards.entries()) {
    await writeLayout(`${folder}/all_models-0000${i}-of-00002.parquet`, columns, 20);
  }
  await act(folder);
  await Deno.remove(folder, { recursive: true });
}

type Row = Record<"model" | "value1_position" | "response", unknown>;

Deno.test("readSideBySide() lays all models of a row side by side, with their responses", () =>
  written(async (folder) => {
    for (const row of [0, 59, 60, 119]) {
      const columns = shards[Math.floor(row / 60)]!;
      const found = (await readSideBySide(folder, row)).objects() as Row[];
      assertEquals(found.length, 12);
      for (const { model, value1_position, response } of found) {
        const cell = (name: string) => columns.get(name)![row % 60] ?? null;
        assertEquals(response, cell(`response_${model}`));
        const position = cell(`${model}_value1_position`);
        assertEquals(value1_position, position === null ? null : Number(position));
      }
    }
    await assertRejects(() => readSideBySide(folder, 120), RangeError, "a row from 0 to 119");
    await assertRejects(() => readSideBySide(folder, 0.5), RangeError, "but found 0.5");
  }));

Deno.test("sideBySideIn() reads no more of a file than the row's group", () =>
  written(async (folder) => {
    await using file = await localBuffer(`${folder}/all_models-00000-of-00002.parquet`);
    let read = 0;
    const source = await parquetSource({
      byteLength: file.byteLength,
      slice(start, end = file.byteLength) {
        read += end - start;
        return file.slice(start, end);
      },
    }, "t.parquet");
    const footer = read;
    await sideBySideIn([source], 25);
    assert(read - footer < file.byteLength * 0.5, `${read - footer} of ${file.byteLength} bytes`);
  }));

Deno.test("readSideBySide() takes a CSV, one without responses too, and refuses what is no score table", async () => {
  const found = (await readSideBySide("data/sample_scores.csv", 4)).objects() as Row[];
  assert(found.some(({ response }) => typeof response === "string"));
  await assertRejects(
    () => readSideBySide("data/sample_taxonomy.csv", 0),
    InputError,
    "Expected a column",
  );
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  await Deno.writeTextFile(
    path,
    "query,value1,value2,nudge_direction,o3_value1_position,o3_value2_position\nQ,a,b,neutral,1,\n",
  );
  assertEquals((await readSideBySide(path, 0)).objects(), [
    { model: "o3", provider: "openai", value1_position: 1, value2_position: null, response: null },
  ]);
  await Deno.remove(path);
});
