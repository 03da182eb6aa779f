import { assertEquals, assertRejects } from "@std/assert";
import { readResponse } from "../../lib/published/read_response.ts";
import type { ParquetSource } from "../../lib/published/parquet_source.ts";

const shard = (name: string, texts: (string | null)[]): ParquetSource => ({
  name,
  rows: texts.length,
  columns: ["response_o3"],
  metadata: {} as never,
  read: () => Promise.reject(new Error("only a range is to be read")),
  readRange: (_, from, to) => Promise.resolve(texts.slice(from, to)),
});
const shards = [shard("a", ["one", null]), shard("b", ["three"])];

Deno.test("readResponse() finds a row over shards, and null where there is no response", async () => {
  assertEquals(await readResponse(shards, 0, "o3"), "one");
  assertEquals(await readResponse(shards, 1, "o3"), null);
  assertEquals(await readResponse(shards, 2, "o3"), "three");
});

Deno.test("readResponse() refuses a row or a model that is not there", async () => {
  for (const row of [-1, 3, 0.5, NaN]) {
    await assertRejects(
      () => readResponse(shards, row, "o3"),
      RangeError,
      `Expected a row from 0 to 2 but found ${row}`,
    );
  }
  await assertRejects(() => readResponse(shards, 0, "grok_4"), RangeError, "response_grok_4");
});
