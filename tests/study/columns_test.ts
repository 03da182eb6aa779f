import { assertEquals, assertThrows } from "@std/assert";
import { cellsOf } from "../../lib/study/columns.ts";

const columns = { name: "text", count: "integer", share: "number", done: "boolean" } as const;

Deno.test("cellsOf() puts cells in the order of the columns; what is lacking or no number is null", () => {
  assertEquals(cellsOf({ done: false, share: 2, count: 3, name: "" }, columns), ["", 3, 2, false]);
  assertEquals(cellsOf({ share: Infinity, count: NaN, name: undefined }, columns), [
    null,
    null,
    null,
    null,
  ]);
});

Deno.test("cellsOf() refuses a column that is not declared and a value of another type", () => {
  assertThrows(() => cellsOf({ nam: "x" }, columns), TypeError, 'but found "nam"');
  for (
    const [row, type] of [
      [{ name: 1 }, "text"],
      [{ name: ["x"] }, "text"],
      [{ count: 0.5 }, "integer"],
      [{ count: 2 ** 53 }, "integer"],
      [{ count: "1" }, "integer"],
      [{ share: 1n }, "number"],
      [{ done: 1 }, "boolean"],
    ] as const
  ) assertThrows(() => cellsOf(row, columns), TypeError, `Expected ${type} in column`);
});
