import { assertEquals } from "@std/assert";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { ParquetFile } from "../../lib/study/parquet_file.ts";

Deno.test("ParquetFile makes a row group of each piece, and keeps the order of rows", async () => {
  const path = await Deno.makeTempFile();
  const file = new ParquetFile(path, { a: "text", b: "integer" });
  file.write([["x", 1], [null, 2]]);
  file.write([["z", null]]);
  file.end();
  const bytes = (await Deno.readFile(path)).buffer as ArrayBuffer;
  const { row_groups } = parquetMetadata(bytes);
  assertEquals(row_groups.map(({ num_rows }) => num_rows), [2n, 1n]);
  assertEquals(await parquetReadObjects({ file: bytes }), [
    { a: "x", b: 1n },
    { a: null, b: 2n },
    { a: "z", b: null },
  ]);
  await Deno.remove(path);
});

Deno.test("ParquetFile without a row has its columns all the same", async () => {
  const path = await Deno.makeTempFile();
  new ParquetFile(path, { a: "text", b: "boolean" }).end();
  const { schema, num_rows } = parquetMetadata((await Deno.readFile(path)).buffer as ArrayBuffer);
  assertEquals([schema.slice(1).map(({ name }) => name), num_rows], [["a", "b"], 0n]);
  await Deno.remove(path);
});
