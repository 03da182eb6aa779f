import { assertEquals } from "@std/assert";
import { repairDisagreement } from "../../lib/pipeline/repair_disagreement.ts";
import type { Position } from "../../lib/study/position.ts";

const position = (model: string, value1: number | null, query = "s1/neutral"): Position => ({
  query,
  model,
  sample: 0,
  judge: "j",
  repeat: 0,
  outcome: value1 === null ? "filtered" : "answered",
  value1,
  value2: value1 === null ? null : 3,
  confidence: null,
  reasoning: null,
  place: null,
});

Deno.test("repairDisagreement() measures the same models on both sides", () => {
  const { before, after } = repairDisagreement(
    [position("a", 0), position("b", 6), position("c", 6)],
    [position("a", 2), position("b", 4), position("c", null)],
  );
  assertEquals([...before], [["s1/neutral", 3]]);
  assertEquals([...after], [["s1/neutral", 1]]);
});

Deno.test("repairDisagreement() leaves out queries with fewer than two models on both sides", () => {
  const { before, after } = repairDisagreement(
    [position("a", 0), position("b", 6), position("a", 1, "s2/neutral")],
    [position("a", 2), position("b", null), position("a", 1, "s2/neutral")],
  );
  assertEquals([before.size, after.size], [0, 0]);
});
