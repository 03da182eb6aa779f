import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { readColumns } from "../../lib/published/column_source.ts";
import { csvSource, csvTextSource } from "../../lib/published/csv_source.ts";
import { InputError } from "../../lib/study/input_error.ts";

Deno.test("csvTextSource() reads quoted cells with commas, quotes and line ends", async () => {
  const source = csvTextSource('a,b\r\n"x, ""y""\nz",2\r\n,3\r\n', "t.csv");
  assertEquals([source.rows, source.columns], [2, ["a", "b"]]);
  assertEquals([...await readColumns(source, ["b", "a"])], [
    ["b", ["2", "3"]],
    ["a", ['x, "y"\nz', ""]],
  ]);
});

Deno.test("csvTextSource() refuses what is no table, naming the row", () => {
  const fault = (text: string, message: string) =>
    assertThrows(() => csvTextSource(text, "t.csv"), InputError, message);
  fault("", "t.csv: Expected a header and rows");
  fault("a,a\n1,2\n", "t.csv, a: Expected a column once");
  fault("a,b\n1,2\n3\n", "t.csv, row 2: Expected 2 cells but found 1");
});

Deno.test("csvSource() refuses bytes that are no UTF-8 text, and binary ones", async () => {
  const path = await Deno.makeTempFile({ suffix: ".csv" });
  for (const bytes of [[97, 255, 10], [97, 0, 10]]) {
    await Deno.writeFile(path, Uint8Array.from(bytes));
    await assertRejects(() => csvSource(path), InputError, "Expected CSV text in UTF-8");
  }
  await Deno.remove(path);
});
