import { assertEquals, assertThrows } from "@std/assert";
import { comparisonSet, contestsOf } from "../../../lib/analysis/bradley_terry/comparisons.ts";

const contest = { first: "b", second: "a", outcome: 1, nudge: "value2", pair: "p" } as const;

Deno.test("comparisonSet() numbers items by name, nudges by sign and clusters by appearance", () => {
  const set = comparisonSet([contest, { ...contest, nudge: "value1", pair: "q" }, {
    ...contest,
    nudge: "neutral",
  }]);
  assertEquals(set.items, ["a", "b"]);
  assertEquals([[...set.first], [...set.second], [...set.nudge]], [[1, 1, 1], [0, 0, 0], [
    -1,
    1,
    0,
  ]]);
  assertEquals([[...set.cluster], set.clusters], [[0, 1, 0], 2]);
});

Deno.test("comparisonSet() throws on outcomes out of range and on items unknown or equal", () => {
  assertThrows(() => comparisonSet([{ ...contest, outcome: 2 }]), RangeError, "found 2");
  assertThrows(() => comparisonSet([{ ...contest, second: "b" }]), RangeError, "found b twice");
  assertThrows(() => comparisonSet([contest], ["a"]), RangeError, "found b");
});

Deno.test("contestsOf() lets the higher position prevail, draws included, and leaves out what is no contest", () => {
  const row = { pair: "p", item1: "Care", item2: "Law", nudge: "neutral" } as const;
  const contests = contestsOf([
    { ...row, value1: 5, value2: 2 },
    { ...row, value1: 2, value2: 5 },
    { ...row, value1: 4, value2: 4 },
    { ...row, value1: null, value2: 4 },
    { ...row, item2: "Care", value1: 1, value2: 4 },
  ]);
  assertEquals(contests.map((c) => c.outcome), [1, 0, 0.5]);
});
