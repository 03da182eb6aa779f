import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { checkUnitRows, truncatedUnitRows, unitRows } from "../../lib/sampling/unit_rows.ts";

Deno.test("checkUnitRows() names the row that is zero, not finite or of another norm", () => {
  checkUnitRows(Float32Array.of(0.6, 0.8, 0, -1), 2);
  for (
    const [x, y, message] of [
      [0, 0, "row 1 to have a direction but found only zeros"],
      [NaN, 1, "row 1 to have a direction but found a number that is not finite"],
      [Infinity, 1, "row 1 to have a direction but found a number that is not finite"],
      [3, 4, "row 1 to have norm 1 but found 5"],
    ] as const
  ) {
    assertThrows(() => checkUnitRows(Float32Array.of(1, 0, x, y), 2), RangeError, message);
  }
});

Deno.test("unitRows() scales every row to norm 1 and leaves its input alone", () => {
  const rows = Float32Array.of(3, 4, 0, -2);
  assertEquals(unitRows(rows, 2), Float32Array.of(0.6, 0.8, 0, -1));
  assertEquals(rows[0], 3);
  assertThrows(() => unitRows(Float32Array.of(1, 0, 0, 0), 2), RangeError, "row 1");
});

Deno.test("truncatedUnitRows() keeps the first coordinates and renormalises", () => {
  const kept = truncatedUnitRows(Float32Array.of(0.5, 0.5, 0.5, 0.5, 1, 0, 0, 0), 4, 2);
  assertAlmostEquals(kept[0]!, Math.SQRT1_2, 1e-7);
  assertEquals([...kept.subarray(2)], [1, 0]);
  assertThrows(() => truncatedUnitRows(Float32Array.of(0, 0, 1), 3, 2), RangeError, "row 0");
  for (const bad of [0, 4, 1.5]) {
    assertThrows(() => truncatedUnitRows(new Float32Array(3), 3, bad), RangeError, `found ${bad}`);
  }
});
