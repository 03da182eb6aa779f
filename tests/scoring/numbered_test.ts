import { assertEquals, assertThrows } from "@std/assert";
import { readNumbered } from "../../lib/scoring/numbered.ts";
import { placementSchema } from "../../lib/scoring/place_responses.ts";

const place = (response: number, more: Record<string, unknown> = {}) => ({
  response,
  reasoning: "It says so.",
  value1: 4,
  value2: 2,
  confidence: 0.8,
  ...more,
});
const read = (json: unknown, count: number, partial: boolean) =>
  readNumbered(json, "placements", placementSchema, count, partial);

Deno.test("readNumbered() puts items in the order of the responses", () => {
  const items = read({ placements: [place(2, { value1: 6 }), place(1)] }, 2, false);
  assertEquals(items.map((p) => p?.value1), [4, 6]);
});

const FAULTS: [name: string, json: unknown, fault: string][] = [
  ["another form", { positions: [] }, "placements"],
  ["a field beside the list", { placements: [place(1), place(2)], note: "" }, "note"],
  ["a missing response", { placements: [place(1)] }, 'Answer 2 has no entry in "placements".'],
  ["a doubled response", { placements: [place(1), place(2), place(2)] }, "several entries"],
  ["a response that was not shown", { placements: [place(1), place(2), place(3)] }, "no answer 3"],
  ["a response 0", { placements: [place(0), place(1), place(2)] }, "no answer 0"],
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
  Deno.test(`readNumbered() tells of ${name}`, () => {
    assertThrows(() => read(json, 2, false), Error, fault);
  });
}

Deno.test("readNumbered() keeps what is usable when it may be partial", () => {
  const json = { placements: [place(1), place(2, { value1: 9 }), place(3), place(3)] };
  assertEquals(read(json, 3, true).map((p) => p !== null), [true, false, false]);
  assertThrows(() => read({ placements: [place(5)] }, 2, true), Error, "no answer 5");
});
