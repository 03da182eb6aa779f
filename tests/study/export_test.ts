import { assertEquals, assertRejects } from "@std/assert";
import { parquetReadObjects } from "hyparquet";
import { exportTables } from "../../lib/study/export.ts";
import { InputError } from "../../lib/study/input_error.ts";

Deno.test("exportTables() writes every row of every table in both formats, lacking cells as null", async () => {
  const folder = await Deno.makeTempDir();
  const many = Array.from({ length: 2_500 }, (_, i) => ({ i, half: i / 2, text: `é ${i}` }));
  const mixed = [{ a: 1, b: true, c: [1, { d: 2 }], e: null }, { a: null, f: "x" }];
  await exportTables(`${folder}/out`, { many, mixed, none: [] });
  assertEquals([...Deno.readDirSync(`${folder}/out`)].map(({ name }) => name).sort(), [
    "many.jsonl",
    "many.parquet",
    "mixed.jsonl",
    "mixed.parquet",
    "none.jsonl",
    "none.parquet",
  ]);
  const parquet = async (name: string) => {
    const bytes = await Deno.readFile(`${folder}/out/${name}.parquet`);
    return await parquetReadObjects({ file: bytes.buffer as ArrayBuffer });
  };
  const jsonl = async (name: string) =>
    (await Deno.readTextFile(`${folder}/out/${name}.jsonl`)).split("\n").slice(0, -1)
      .map((line) => JSON.parse(line));
  assertEquals(await jsonl("many"), many);
  assertEquals(await parquet("many"), many.map((row) => ({ ...row, i: BigInt(row.i) })));
  assertEquals(await jsonl("mixed"), [
    { a: 1, b: true, c: [1, { d: 2 }], e: null, f: null },
    { a: null, b: null, c: null, e: null, f: "x" },
  ]);
  assertEquals(await parquet("mixed"), [
    { a: 1n, b: true, c: '[1,{"d":2}]', e: null, f: null },
    { a: null, b: null, c: null, e: null, f: "x" },
  ]);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("exportTables() refuses a folder that cannot be made, and leaves nothing", async () => {
  const file = await Deno.makeTempFile();
  await assertRejects(() => exportTables(`${file}/out`, { a: [{ b: 1 }] }), InputError, file);
  await assertRejects(() => exportTables(`${file}.d`, { "a/b": [] }), TypeError, "a table's name");
  await Deno.remove(file);
});
