import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { disagreement, HIGH_DISAGREEMENT, positionStd } from "../../lib/scoring/disagreement.ts";

const positions = fc.array(fc.option(fc.integer({ min: 0, max: 6 })), { maxLength: 12 });

Deno.test("positionStd() divides by n and leaves missing positions out", () => {
  assertEquals(positionStd([1, 3]), 1);
  assertEquals(positionStd([1, null, 3]), 1);
  assertEquals(positionStd([2, 4, 4, 4, 5, 5, 7, 9]), 2);
});

Deno.test("positionStd() is null with fewer than two positions", () => {
  assertEquals([[], [3], [3, null]].map(positionStd), [null, null, null]);
});

Deno.test("positionStd() is the same in any order and at most 3", () => {
  fc.assert(fc.property(positions, (list) => {
    const std = positionStd(list);
    assertEquals(positionStd(list.toReversed()), std);
    assert(std === null || (std >= 0 && std <= 3));
  }));
});

Deno.test("positionStd() is the root of the mean squared distance from the mean", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2 }), (list) => {
    const mean = list.reduce((sum, x) => sum + x, 0) / list.length;
    const variance = list.reduce((sum, x) => sum + (x - mean) ** 2, 0) / list.length;
    assert(Math.abs(positionStd(list)! - Math.sqrt(variance)) < 1e-12);
  }));
});

Deno.test("positionStd() of HIGH_DISAGREEMENT or more means that some two differ by 3 or more", () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 2 }), (list) => {
    if (positionStd(list)! >= HIGH_DISAGREEMENT) assert(Math.max(...list) - Math.min(...list) >= 3);
  }));
});

Deno.test("disagreement() is the larger of the two values' deviations", () => {
  assertEquals(disagreement([{ value1: 2, value2: 0 }, { value1: 4, value2: 6 }]), {
    stdValue1: 1,
    stdValue2: 3,
    disagreement: 3,
    n1: 2,
    n2: 2,
  });
});

Deno.test("disagreement() uses the one value that can be told, and is null where neither can", () => {
  const one = disagreement([{ value1: 2, value2: null }, { value1: 4, value2: 6 }]);
  assertEquals([one.stdValue1, one.stdValue2, one.disagreement, one.n2], [1, null, 1, 1]);
  assertEquals(disagreement([{ value1: 2, value2: 2 }]).disagreement, null);
});
