import { assertEquals, assertThrows } from "@std/assert";
import { aimsOf, type Row, tableOf } from "./aims.ts";

const BARE: Row = { name: "bare", kind: "bare", calls: 20_000, seconds: 10, peakMiB: 200 };
const OURS: Row = {
  name: "Faultline",
  kind: "faultline",
  calls: 20_000,
  seconds: 12.5,
  peakMiB: 300,
};
const SLOW: Row = { name: "slow", kind: "peer", calls: 20_000, seconds: 500, peakMiB: 600 };
const FAST: Row = { name: "fast", kind: "peer", calls: 20_000, seconds: 37.5, peakMiB: 900 };

Deno.test("aimsOf() measures against the faster peer, and names every peer's memory", () => {
  assertEquals(
    aimsOf([BARE, OURS, SLOW, FAST]),
    `- At least 3 times the calls per second of the faster peer: met (3.0 times fast).
- At most a third of the faster peer's memory: met (0.50 of slow, 0.33 of fast).
- Within 20 % of the bare SDK's calls per second: met (80 % of its rate).`,
  );
});

Deno.test("aimsOf() says what is not met, whatever the order of rows", () => {
  const ours = { ...OURS, seconds: 13, peakMiB: 301 };
  assertEquals(
    aimsOf([FAST, SLOW, ours, BARE]),
    `- At least 3 times the calls per second of the faster peer: not met (2.9 times fast).
- At most a third of the faster peer's memory: not met (0.33 of fast, 0.50 of slow).
- Within 20 % of the bare SDK's calls per second: not met (77 % of its rate).`,
  );
});

Deno.test("aimsOf() leaves out the aims that nothing was measured for", () => {
  const plain: Row = { ...OURS, name: "without flags", kind: "plain", seconds: 1 };
  assertEquals(
    aimsOf([BARE, plain, OURS]),
    "- Within 20 % of the bare SDK's calls per second: met (80 % of its rate).",
  );
  assertEquals(aimsOf([OURS]), "");
  assertThrows(() => aimsOf([BARE]), Error, "Expected a row of Faultline");
});

Deno.test("tableOf() shows each program with ratios to Faultline", () => {
  assertEquals(tableOf([BARE, OURS, FAST]).split("\n").slice(2), [
    "| bare | 2000 | 10.0 | 200 | 0.80 | 1.50 |",
    "| Faultline | 1600 | 12.5 | 300 | 1.00 | 1.00 |",
    "| fast | 533 | 37.5 | 900 | 3.00 | 0.33 |",
  ]);
});
