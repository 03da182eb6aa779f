import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { squaredDistance } from "../../lib/sampling/squared_distance.ts";

const row = (length: number) =>
  fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), {
    minLength: length,
    maxLength: length,
  }).map((numbers) => Float32Array.from(numbers));

Deno.test("squaredDistance() is within rounding of the plain sum", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 40 }).chain((d) => fc.tuple(row(d), row(d))),
    ([a, b]) => {
      const plain = a.reduce((sum, x, j) => sum + (x - b[j]!) ** 2, 0);
      const found = squaredDistance(a, 0, b, 0, a.length);
      assert(Math.abs(found - plain) <= 1e-14 * plain);
    },
  ));
});

Deno.test("squaredDistance() is the same both ways and 0 to itself", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 40 }).chain((d) => fc.tuple(row(d), row(d))),
    ([a, b]) => {
      assertEquals(squaredDistance(a, 0, b, 0, a.length), squaredDistance(b, 0, a, 0, a.length));
      assertEquals(squaredDistance(a, 0, a, 0, a.length), 0);
    },
  ));
});

Deno.test("squaredDistance() adds in the order of two lanes, last pair of eight first", () => {
  // 2^54 + 1 is 2^54 in double precision: which terms meet first shows in the result.
  const a = new Float32Array(8);
  a[0] = 2 ** 27; // added last to the even lane
  a[2] = 1;
  a[4] = 1;
  a[6] = 1;
  const zero = new Float32Array(8);
  assertEquals(squaredDistance(a, 0, zero, 0, 8), 2 ** 54 + 4);
});
