import { assertEquals, assertThrows } from "@std/assert";
import { assertCounts, levelOf } from "../../lib/analysis/interval.ts";

Deno.test("levelOf() is 0.95 unless told", () => {
  assertEquals(levelOf({}), 0.95);
  assertEquals(levelOf({ level: 0.5 }), 0.5);
});

Deno.test("levelOf() throws on what is no level", () => {
  for (const level of [0, 1, 95, NaN]) {
    assertThrows(() => levelOf({ level }), RangeError, `but found ${level}`);
  }
});

Deno.test("assertCounts() throws on impossible counts", () => {
  assertCounts(0, 0);
  assertThrows(() => assertCounts(3, 2), RangeError, "from 0 to 2 but found 3");
  assertThrows(() => assertCounts(-1, 2), RangeError, "found -1");
  assertThrows(() => assertCounts(0, 1.5), RangeError, "found 1.5");
});
