import { assertEquals, assertThrows } from "@std/assert";
import * as aq from "arquero";
import { descending, figureRows, inPercent, thousands } from "../../lib/figures/figure_rows.ts";

Deno.test("figureRows() takes rows and tables alike", () => {
  const rows = [{ a: 1 }, { a: 2 }];
  assertEquals(figureRows(rows, ["a"]), rows);
  assertEquals(figureRows<{ a: number }>(aq.from(rows), ["a"]).map((row) => row.a), [1, 2]);
});

Deno.test("figureRows() refuses a missing column and an empty table", () => {
  assertThrows(
    () => figureRows<{ a: number; b?: number }>([{ a: 1 }], ["b"]),
    TypeError,
    'Expected a column "b"',
  );
  assertThrows(
    () => figureRows<{ a: number }>([], ["a"]),
    RangeError,
    "Expected a table with rows",
  );
});

Deno.test("thousands() sets groups of three apart", () => {
  assertEquals([1, 999, 1000, 43960, 1234567].map(thousands), [
    "1",
    "999",
    "1,000",
    "43,960",
    "1,234,567",
  ]);
});

Deno.test("inPercent() has a word for what is not there", () => {
  assertEquals([0.125, 0, null, undefined, NaN].map(inPercent), [
    "12.5 %",
    "0.0 %",
    "unknown",
    "unknown",
    "unknown",
  ]);
});

Deno.test("descending() puts what is not there last, whatever the order", () => {
  const sorted = [2, 3, 1, NaN, null];
  for (const numbers of [[NaN, ...sorted.slice(0, 3), null], [2, null, 3, NaN, 1]]) {
    assertEquals(numbers.toSorted(descending).slice(0, 3), [3, 2, 1]);
  }
});
