import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { topCandidates } from "../../lib/sampling/candidates.ts";

Deno.test("topCandidates() takes what a sort would, ties by the lowest index", () => {
  const value = fc.oneof(
    fc.integer({ min: 0, max: 4 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  fc.assert(fc.property(
    fc.array(fc.tuple(value, fc.boolean()), { minLength: 1, maxLength: 300 }),
    fc.integer({ min: 1, max: 40 }),
    (rows, size) => {
      const values = Float64Array.from(rows, ([v]) => v);
      const active = Uint32Array.from([...rows.keys()].filter((row) => rows[row]![1]));
      const sorted = [...active].sort((a, b) => values[b]! - values[a]! || a - b);
      const top = topCandidates(values, active, active.length, size);
      assertEquals(
        [...top.rows].sort((a, b) => a - b),
        sorted.slice(0, size).sort((a, b) => a - b),
      );
      const floor = sorted[size];
      assertEquals(top.floorValue, floor === undefined ? -1 : values[floor]);
      if (floor !== undefined) assertEquals(top.floorIndex, floor);
    },
  ));
});

Deno.test("topCandidates() narrows down where nearly all values are equal", () => {
  const values = new Float64Array(20_000).fill(1);
  values[19_999] = 1 + Number.EPSILON;
  values[3] = 1e9;
  const active = Uint32Array.from(values.keys());
  const top = topCandidates(values, active, active.length, 4);
  assertEquals([...top.rows].sort((a, b) => a - b), [0, 1, 3, 19_999]);
  assertEquals([top.floorValue, top.floorIndex], [1, 2]);
});
