import { assertEquals } from "@std/assert";
import * as aq from "arquero";
import { readColumns } from "../../lib/published/column_source.ts";
import { parquetSource } from "../../lib/published/parquet_source.ts";
import { toParquet } from "../../lib/published/write_parquet.ts";

Deno.test("toParquet() is read back as it was, gaps included", async () => {
  const columns = {
    n: [1, null, 2.5],
    s: ["é", "", null],
    b: [true, null, false],
    none: [null, null, null],
  };
  const bytes = toParquet(aq.table(columns));
  const source = await parquetSource(bytes.slice().buffer, "t.parquet");
  assertEquals([source.rows, source.columns], [3, ["n", "s", "b", "none"]]);
  assertEquals(Object.fromEntries(await readColumns(source, source.columns)), columns);
});
