import { assertEquals, assertThrows } from "@std/assert";
import { checkFinite, kCenterInput, rowsOf } from "../../lib/sampling/k_center_input.ts";

Deno.test("kCenterInput() starts at the row of largest weight, lowest index on ties", () => {
  assertEquals(kCenterInput(4, 1, { weights: Float64Array.of(1, 3, 3, 0) }).first, 1);
  assertEquals(kCenterInput(4, 1).first, 0);
  assertEquals(kCenterInput(4, 1, { weights: Float64Array.of(1, 3, 3, 0), first: 3 }).first, 3);
});

Deno.test("kCenterInput() takes a k above the number of rows as all", () => {
  assertEquals(kCenterInput(4, 1, { k: 9 }).limit, 4);
});

Deno.test("kCenterInput() names what lies outside its range", () => {
  for (const k of [0, -1, 1.5, NaN]) {
    assertThrows(() => kCenterInput(4, 1, { k }), RangeError, `greater than 0 but found ${k}`);
  }
  for (const threshold of [-0.1, NaN]) {
    assertThrows(() => kCenterInput(4, 1, { threshold }), RangeError, `found ${threshold}`);
  }
  for (const first of [-1, 4, 0.5]) {
    assertThrows(() => kCenterInput(4, 1, { first }), RangeError, "a row from 0 to 3");
  }
  assertThrows(
    () => kCenterInput(3, 1, { weights: Float64Array.of(1) }),
    RangeError,
    "each of the 3 rows but found 1",
  );
  for (const bad of [-1, NaN, Infinity]) {
    assertThrows(
      () => kCenterInput(3, 1, { weights: Float64Array.of(1, 1, bad) }),
      RangeError,
      `weight of row 2 to be a finite number of at least 0 but found ${bad}`,
    );
  }
});

Deno.test("rowsOf() counts rows and names the row that is not whole or not finite", () => {
  assertEquals(rowsOf(new Float32Array(12), 4), 3);
  assertThrows(() => rowsOf(new Float32Array(5), 2), RangeError, "row 2 has only 1");
  assertThrows(() => rowsOf(new Float32Array(5), 0), RangeError, "dimensions");
  assertThrows(
    () => rowsOf(Float32Array.of(0, 1, 2, NaN), 2),
    RangeError,
    "row 1 to hold finite numbers but found NaN at position 1",
  );
});

Deno.test("checkFinite() counts from the row that it is told", () => {
  assertThrows(() => checkFinite(Float32Array.of(0, 0, Infinity), 1, 40), RangeError, "row 42");
});
