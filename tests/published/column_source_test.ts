import { assertEquals, assertRejects } from "@std/assert";
import { type ColumnSource, readColumns } from "../../lib/published/column_source.ts";

const source: ColumnSource = {
  name: "pieces",
  rows: 5,
  columns: ["a", "b"],
  read(columns, take) {
    // Out of order, with a column that was not asked for and a piece that never comes.
    take("a", [3, undefined], 2);
    take("b", ["x"], 0);
    if (columns.includes("a")) take("a", [1, 2], 0);
    return Promise.resolve();
  },
};

Deno.test("readColumns() puts pieces where their rows are, and null where nothing came", async () => {
  assertEquals([...await readColumns(source, ["a"])], [["a", [1, 2, 3, null, null]]]);
});

Deno.test("readColumns() refuses a column that the source does not have", async () => {
  await assertRejects(
    () => readColumns(source, ["a", "c"]),
    RangeError,
    'Expected pieces to have a column "c" but found none',
  );
});
