import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import {
  riskRatios,
  riskRatioTable,
  type RiskRow,
} from "../../../lib/analysis/comparison/risk_ratios.ts";

/** `count` of `n` rows of a bin, each in a pair of its own. */
const bin = (name: string, count: number, n: number): RiskRow[] =>
  Array.from({ length: n }, (_, i) => ({ pair: `${name}${i}`, bin: name, flag: i < count }));

Deno.test("riskRatios() of the physicians' aspirin trial is 1.82 (1.43 to 2.30)", () => {
  // 189 of 11,034 heart attacks under placebo, 104 of 11,037 under aspirin (Agresti 2002, section 3.1.1).
  const rows = [...bin("aspirin", 104, 11_037), ...bin("placebo", 189, 11_034)];
  const placebo = riskRatios(rows, "aspirin")[1]!;
  assertAlmostEquals(placebo.ratio, 1.82, 5e-3);
  assertAlmostEquals(placebo.low, 1.43, 5e-3);
  assertAlmostEquals(placebo.high, 2.31, 5e-3);
});

Deno.test("riskRatios() of the reference is 1, and rows show count, n and missing", () => {
  const rows = [
    ...bin("low", 2, 20),
    { pair: "x", bin: "low", flag: null },
    ...bin("high", 10, 20),
  ];
  const [low, high] = riskRatios(rows, "low");
  assertEquals([low!.ratio, low!.low, low!.high, low!.count, low!.n, low!.missing], [
    1,
    1,
    1,
    2,
    20,
    1,
  ]);
  assertEquals([high!.ratio, high!.count, high!.rate], [5, 10, 0.5]);
});

Deno.test("riskRatios() is less sure when queries come in alike pairs", () => {
  const once = [...bin("low", 8, 80), ...bin("high", 24, 80)];
  const twice = [...once, ...once];
  const sure = riskRatios(once, "low")[1]!;
  const paired = riskRatios(twice, "low")[1]!;
  assertAlmostEquals(paired.ratio, sure.ratio, 1e-12);
  assertAlmostEquals(paired.low, sure.low, 1e-9);
});

Deno.test("riskRatios() without events has 0 as lower limit and a finite upper one", () => {
  const high = riskRatios([...bin("low", 10, 50), ...bin("high", 0, 50)], "low")[1]!;
  assertEquals([high.ratio, high.low], [0, 0]);
  assert(high.high > 0.1 && high.high < 1, `upper limit ${high.high}`);
});

Deno.test("riskRatios() against a reference without events has only a lower limit", () => {
  const high = riskRatios([...bin("low", 0, 50), ...bin("high", 20, 50)], "low")[1]!;
  assert(Number.isNaN(high.ratio) && high.low > 1 && high.high === Infinity, `from ${high.low}`);
});

Deno.test("riskRatios() whose events lie in one pair has limits all the same", () => {
  const high = riskRatios([...bin("low", 1, 60), ...bin("high", 30, 60)], "low")[1]!;
  assert(high.low > 1 && high.low < 30 && high.high > 30, `${high.low} to ${high.high}`);
});

Deno.test("riskRatios() throws where the reference has no rows", () => {
  assertThrows(() => riskRatios(bin("low", 1, 2), "none"), RangeError, "reference bin none");
});

Deno.test("riskRatioTable() has one row per bin", () => {
  assertEquals(riskRatioTable([...bin("low", 1, 9), ...bin("high", 3, 9)], "low").numRows(), 2);
});
