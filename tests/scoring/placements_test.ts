import { assertEquals, assertThrows } from "@std/assert";
import { readPlacements } from "../../lib/scoring/placements.ts";

const place = (response: number, more: Record<string, unknown> = {}) => ({
  response,
  reasoning: "It says so.",
  value1: 4,
  value2: 2,
  confidence: 0.8,
  ...more,
});

Deno.test("readPlacements() puts placements in the order of the responses", () => {
  const read = readPlacements({ placements: [place(2, { value1: 6 }), place(1)] }, 2, false);
  assertEquals(read.map((p) => p?.value1), [4, 6]);
});

const FAULTS: [name: string, json: unknown, fault: string][] = [
  ["another form", { positions: [] }, "placements"],
  ["a missing response", { placements: [place(1)] }, "Answer 2 has no placement."],
  ["a doubled response", { placements: [place(1), place(2), place(2)] }, "several placements"],
  ["a response that was not shown", { placements: [place(1), place(2), place(3)] }, "no answer 3"],
  [
    "a step off the scale",
    { placements: [place(1), place(2, { value2: 7 })] },
    "placements[1].value2",
  ],
  ["a half step", { placements: [place(1), place(2, { value1: 2.5 })] }, "placements[1].value1"],
  [
    "a step in words",
    { placements: [place(1), place(2, { value1: "4" })] },
    "placements[1].value1",
  ],
  ["a confidence above 1", { placements: [place(1), place(2, { confidence: 90 })] }, "confidence"],
  ["an unknown field", { placements: [place(1), place(2, { model: "o3" })] }, "placements[1]"],
];

for (const [name, json, fault] of FAULTS) {
  Deno.test(`readPlacements() tells of ${name}`, () => {
    assertThrows(() => readPlacements(json, 2, false), Error, fault);
  });
}

Deno.test("readPlacements() keeps what is usable when it may be partial", () => {
  const json = { placements: [place(1), place(2, { value1: 9 }), place(3), place(3)] };
  assertEquals(readPlacements(json, 3, true).map((p) => p !== null), [true, false, false]);
  assertThrows(() => readPlacements({ placements: [place(5)] }, 2, true), Error, "no answer 5");
});
