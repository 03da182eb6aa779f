import { assertEquals, assertRejects } from "@std/assert";
import { readColumns } from "../../lib/published/column_source.ts";
import { localBuffer } from "../../lib/published/local_buffer.ts";
import { parquetSource } from "../../lib/published/parquet_source.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { COLUMNS, layoutColumns, writeLayout } from "./dataset_layout.ts";

async function written(act: (path: string) => Promise<void>): Promise<void> {
  const path = await Deno.makeTempFile({ suffix: ".parquet" });
  try {
    await writeLayout(path, layoutColumns({ rows: 95 }), 20);
    await act(path);
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("parquetSource() reads columns over row groups as they were written, nulls too", () =>
  written(async (path) => {
    const columns = layoutColumns({ rows: 95 });
    await using file = await localBuffer(path);
    const source = await parquetSource(file, "t.parquet");
    assertEquals([source.rows, source.columns], [95, [...COLUMNS]]);
    for (const [name, cells] of await readColumns(source, ["query", "o3_value1_position"])) {
      assertEquals(cells, columns.get(name)!.map((cell) => cell ?? null));
    }
    const part = await source.readRange("response_o3", 18, 23);
    assertEquals(part, columns.get("response_o3")!.slice(18, 23).map((cell) => cell ?? null));
  }));

Deno.test("parquetSource() tells a damaged file from bytes that cannot be fetched", () =>
  written(async (path) => {
    const bytes = await Deno.readFile(path);
    const cut = bytes.slice(0, 400);
    await assertRejects(
      () =>
        parquetSource({
          byteLength: cut.length,
          slice: (start, end) => Promise.resolve(cut.slice(start, end).buffer),
        }, "cut.parquet"),
      InputError,
      "cut.parquet: Expected a whole Parquet file but found one that is cut or damaged",
    );
    await assertRejects(
      () =>
        parquetSource({
          byteLength: bytes.length,
          slice: () => Promise.reject(new Error("the line is down")),
        }, "far.parquet"),
      Error,
      "the line is down",
    );
  }));
