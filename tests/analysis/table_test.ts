import { assertEquals } from "@std/assert";
import { toTable } from "../../lib/analysis/table.ts";

Deno.test("toTable() keeps rows and the order of columns", () => {
  const table = toTable([{ b: 1, a: "x" }, { b: 2, a: "y" }]);
  assertEquals(table.columnNames(), ["b", "a"]);
  assertEquals(table.objects(), [{ b: 1, a: "x" }, { b: 2, a: "y" }]);
});

Deno.test("toTable() shows NaN as missing", () => {
  assertEquals(toTable([{ rate: NaN }, { rate: 0 }]).array("rate"), [null, 0]);
});

Deno.test("toTable() has its columns without rows when they are named", () => {
  const table = toTable<{ model: string; n: number }>([], ["model", "n"]);
  assertEquals([table.numRows(), table.columnNames()], [0, ["model", "n"]]);
});
