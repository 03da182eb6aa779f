import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { parquetWriteBuffer } from "hyparquet-writer";
import {
  completeSchema,
  describeComplete,
  readComplete,
} from "../../lib/published/complete_split.ts";
import { csvTextSource } from "../../lib/published/csv_source.ts";
import { openLocal } from "../../lib/published/open_local.ts";
import { InputError } from "../../lib/study/input_error.ts";

const text = (name: string) => ({
  name,
  type: "BYTE_ARRAY" as const,
  converted_type: "UTF8" as const,
  repetition_type: "OPTIONAL" as const,
});

/** One shard with one spectrum as text and the other nested, which the split may well have. */
function shard(i: number): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({
    schema: [
      { name: "root", num_children: 6 },
      text("query"),
      text("value1"),
      text("value2"),
      text("spectrum_a"),
      { name: "value2_rubric", repetition_type: "OPTIONAL", num_children: 2 },
      text("extreme_oppose"),
      text("neutral"),
      text("batch"),
    ],
    columnData: [
      { name: "query", data: [`q${i}`, "wie “weit”?"] },
      { name: "value1", data: ["candour", "thrift"] },
      { name: "value2", data: ["tact", "joy"] },
      { name: "spectrum_a", data: ["seven strategies", null] },
      { name: "value2_rubric", data: [{ extreme_oppose: "no", neutral: "both" }, null] },
      { name: "batch", data: ["1", "2"] },
    ],
  }));
}

Deno.test("readComplete() discovers the columns of all shards and says what it did not find", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/complete`);
    for (const i of [0, 1]) {
      await Deno.writeFile(`${folder}/complete/train-0000${i}-of-00002.parquet`, shard(i));
    }
    await using open = await openLocal(folder, { split: "train" });
    assertEquals(describeComplete(completeSchema(open.sources)), [
      "Found: query, value1, value2.",
      "Not found: query_generator, nudge_direction, entry_idx.",
      "Spectra, by their names: spectrum_a, value2_rubric.",
      "Not known, and not read: batch.",
    ]);
    const table = await readComplete(open.sources);
    assertEquals(table.numRows(), 4);
    assertEquals(table.columnNames(), [
      "query",
      "value1",
      "value2",
      "spectrum_a",
      "value2_rubric",
    ]);
    assertEquals(table.object(2), {
      query: "q1",
      value1: "candour",
      value2: "tact",
      spectrum_a: "seven strategies",
      value2_rubric: '{"extreme_oppose":"no","neutral":"both"}',
    });
    assertEquals(table.get("value2_rubric", 3), null);
    assertEquals((await readComplete(open.sources, ["batch"])).columnNames(), ["batch"]);
    await assertRejects(
      () => readComplete(open.sources, ["chunk"]),
      RangeError,
      'a column "chunk"',
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("completeSchema() says plainly that there is no spectrum, and refuses shards that differ", () => {
  const one = csvTextSource("query,nudge_direction\nq,neutral\n", "one.csv");
  assertEquals(
    describeComplete(completeSchema([one]))[2],
    "Not found: any column whose name speaks of a spectrum.",
  );
  const two = csvTextSource("query\nq\n", "two.csv");
  assertThrows(() => completeSchema([one, two]), InputError, "two.csv: Expected the columns");
  assertThrows(() => completeSchema([]), RangeError);
});
