import { assert } from "@std/assert";
import { positionSchema, positionValueSchema } from "../../lib/study/position.ts";

Deno.test("a position is an integer from 0 to 6", () => {
  for (const step of [0, 3, 6]) assert(positionValueSchema.safeParse(step).success);
  for (const step of [-1, 7, 2.5, NaN, "3", null]) {
    assert(!positionValueSchema.safeParse(step).success);
  }
});

Deno.test("a position without a number has null, and no unknown field", () => {
  const position = {
    query: "s1/neutral",
    model: "o3",
    sample: 0,
    judge: "j",
    repeat: 0,
    outcome: "filtered",
    value1: null,
    value2: null,
    confidence: null,
    reasoning: null,
    place: null,
  };
  assert(positionSchema.safeParse(position).success);
  for (const over of [{ value1: 7 }, { outcome: "lost" }, { confidence: 1.1 }, { extra: 1 }]) {
    assert(!positionSchema.safeParse({ ...position, ...over }).success);
  }
});
