import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { unitNorm } from "../../lib/querying/unit_norm.ts";

Deno.test("unitNorm() gives length 1 to whatever has a length", () => {
  fc.assert(fc.property(
    fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 50 }),
    (vector) => {
      const unit = unitNorm(vector);
      if (Math.hypot(...vector) > 1e-100) assertAlmostEquals(Math.hypot(...unit!), 1, 1e-5);
    },
  ));
});

Deno.test("unitNorm() refuses zeros and what is no number", () => {
  for (const vector of [[0, 0], [NaN, 1], [Infinity, 1], []]) {
    assertEquals(unitNorm(vector), undefined);
  }
});
