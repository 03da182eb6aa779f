import { assert, assertAlmostEquals, assertEquals, assertLess } from "@std/assert";
import { positionBias } from "../../lib/scoring/position_bias.ts";
import type { Position } from "../../lib/study/position.ts";
import { Random } from "../../lib/study/random.ts";

/** Judgings of responses at random steps in random order, with `bias` added at the first place. */
function judgings(count: number, bias: number): Position[] {
  const random = new Random(5);
  return Array.from(
    { length: count },
    (_, s) =>
      random.shuffle([0, 1, 2, 3]).map((model, place): Position => ({
        query: `s${s}/neutral`,
        model: `m${model}`,
        sample: 0,
        judge: "j",
        repeat: 0,
        outcome: "answered",
        value1: random.int(4) + (place === 0 ? bias : 0),
        value2: random.int(4),
        confidence: null,
        reasoning: null,
        place,
      })),
  ).flat();
}

Deno.test("positionBias() finds a judge that favors the first place", () => {
  const rows = positionBias(judgings(600, 1));
  assertEquals(
    rows.map((r) => [r.judge, r.place, r.value1.n]),
    [0, 1, 2, 3].map((p) => ["j", p, 600]),
  );
  // One step at one of four places: 1 - 1/4 above the judging's mean, and 1/4 below it elsewhere.
  assertAlmostEquals(rows[0]!.value1.shift!, 0.75, 4 * rows[0]!.value1.standardError!);
  assertAlmostEquals(rows[2]!.value1.shift!, -0.25, 4 * rows[2]!.value1.standardError!);
  assertLess(Math.abs(rows[0]!.value2.shift!), 4 * rows[0]!.value2.standardError!);
});

Deno.test("positionBias() finds none in a judge without it", () => {
  for (const { value1, value2 } of positionBias(judgings(600, 0))) {
    assert(Math.abs(value1.shift!) < 4 * value1.standardError!);
    assert(Math.abs(value2.shift!) < 4 * value2.standardError!);
  }
});

Deno.test("positionBias() leaves out judgings of one response and cells without a position", () => {
  const [one, two] = judgings(1, 0);
  assertEquals(positionBias([one!]), []);
  assertEquals(
    positionBias([one!, { ...two!, outcome: "unparseable", value1: null, value2: null }]),
    [],
  );
});
