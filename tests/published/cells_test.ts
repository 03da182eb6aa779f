import { assertEquals, assertThrows } from "@std/assert";
import {
  integerCell,
  isEmpty,
  LONGEST_CELL,
  nudgeCell,
  positionCell,
  textCell,
} from "../../lib/published/cells.ts";
import { InputError } from "../../lib/study/input_error.ts";

Deno.test("isEmpty() knows how tables write nothing", () => {
  assertEquals(
    [null, undefined, "", " ", "NA", "NaN", "null", "None", NaN].map(isEmpty),
    Array(9).fill(true),
  );
  assertEquals([0, "0", 0n, "x", false].map(isEmpty), Array(5).fill(false));
});

Deno.test("positionCell() reads texts, numbers and bigints alike", () => {
  assertEquals(["3", "3.0", " 3 ", 3, 3n].map((cell) => positionCell(cell, {})), [3, 3, 3, 3, 3]);
  assertEquals(["", null].map((cell) => positionCell(cell, {})), [255, 255]);
});

Deno.test("positionCell() refuses all else and says where", () => {
  for (const cell of ["7", -1, 7n, "2.5", 2.5, "x", "1e0", "0x1", true, {}]) {
    assertThrows(
      () => positionCell(cell, { file: "f", row: 2, field: "c" }),
      InputError,
      "f, row 2, c: Expected an integer",
    );
  }
});

Deno.test("integerCell() reads whole numbers and gaps", () => {
  assertEquals(
    ["-4", 12n, "", "9007199254740993"].slice(0, 3).map((cell) => integerCell(cell, {})),
    [-4, 12, null],
  );
  assertThrows(() => integerCell("9007199254740993", {}), InputError, "Expected an integer");
});

Deno.test("textCell() and nudgeCell() refuse what is none", () => {
  assertEquals(textCell("a", {}), "a");
  assertThrows(() => textCell("", {}), InputError, "Expected a text");
  assertEquals(nudgeCell("value1", {}), "value1");
  assertThrows(() => nudgeCell("x".repeat(99), {}), InputError, "…");
});

Deno.test("textCell() refuses a cell that is longer than any text, and says what may be wrong", () => {
  assertEquals(textCell("x".repeat(LONGEST_CELL), {}).length, LONGEST_CELL);
  assertThrows(
    () => textCell("x".repeat(LONGEST_CELL + 1), { file: "t.csv", row: 3, field: "query" }),
    InputError,
    "t.csv, row 3, query: Expected a text of at most 5000000 characters but found one of 5000001",
  );
});
