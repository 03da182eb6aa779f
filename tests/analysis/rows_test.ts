import { assertEquals, assertThrows } from "@std/assert";
import { assertOneRowPerCell, positionRows } from "../../lib/analysis/rows.ts";
import type { Position } from "../../lib/study/position.ts";

const position = (part: Partial<Position>): Position => ({
  query: "s1/neutral",
  model: "o3",
  sample: 0,
  judge: "a",
  repeat: 0,
  outcome: "answered",
  value1: 3,
  value2: 3,
  confidence: null,
  reasoning: null,
  place: null,
  ...part,
});

Deno.test("positionRows() averages the draws of a cell that have a position", () => {
  const rows = positionRows([
    position({ value1: 1, value2: 6 }),
    position({ sample: 1, value1: 2, value2: 5 }),
    position({ repeat: 1, outcome: "unparseable", value1: null, value2: null }),
    position({ model: "grok_4", outcome: "filtered", value1: null, value2: null }),
  ], (query) => `pair of ${query}`);
  assertEquals(rows, [
    { query: "s1/neutral", pair: "pair of s1/neutral", model: "o3", value1: 1.5, value2: 5.5 },
    {
      query: "s1/neutral",
      pair: "pair of s1/neutral",
      model: "grok_4",
      value1: null,
      value2: null,
    },
  ]);
});

Deno.test("positionRows() keeps the first draw where told", () => {
  const rows = positionRows(
    [
      position({ sample: 1, value1: 2 }),
      position({ sample: 0, repeat: 1, value1: 4 }),
      position({ sample: 0, repeat: 0, judge: "b", value1: 5 }),
      position({ sample: 0, repeat: 0, judge: "c", value1: 6 }),
    ],
    () => "p",
    { draws: "first" },
  );
  assertEquals(rows.map((row) => row.value1), [5]);
});

Deno.test("assertOneRowPerCell() names the cell that comes twice", () => {
  const row = { query: "q1", pair: "p", model: "o3" };
  assertOneRowPerCell([row, { ...row, query: "q2" }, { ...row, model: "o4_mini" }]);
  assertThrows(() => assertOneRowPerCell([row, { ...row }]), RangeError, "found two of q1, o3");
});
