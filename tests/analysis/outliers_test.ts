import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { countOutliers, flagOutliers, outlierTable } from "../../lib/analysis/outliers.ts";
import type { PositionRow } from "../../lib/analysis/rows.ts";

/** One query: models m0, m1, … at the given positions on both values. */
function query(id: string, value1: (number | null)[], value2?: (number | null)[]): PositionRow[] {
  return value1.map((position, i) => ({
    query: id,
    pair: `pair ${id}`,
    model: `m${i}`,
    value1: position,
    value2: value2 === undefined ? 3 : value2[i] ?? null,
  }));
}

const others = (count: number, position: number) => new Array<number>(count).fill(position);
const outliersOf = (rows: PositionRow[], options = {}) =>
  flagOutliers(rows, options).filter((flag) => flag.outlier).map((flag) => flag.model);

Deno.test("flagOutliers() finds a response 4 from 9 of 11 others, and not from 8", () => {
  assertEquals(outliersOf(query("q", [6, ...others(9, 2), 5, 5])), ["m0"]);
  assertEquals(outliersOf(query("q", [6, ...others(8, 2), 5, 5, 5])), []);
  assertEquals(outliersOf(query("q", [6, ...others(11, 3)])), []);
});

Deno.test("flagOutliers() takes either value", () => {
  const rows = query("q", others(12, 3), [...others(11, 5), 0]);
  const flag = flagOutliers(rows)[11]!;
  assertEquals([flag.outlier1, flag.outlier2, flag.outlier, flag.differs1, flag.differs2], [
    false,
    true,
    true,
    0,
    11,
  ]);
});

Deno.test("flagOutliers() asks 9 of 10 and 4 of 4 others when positions are missing", () => {
  assertEquals(outliersOf(query("q", [6, ...others(9, 2), 5, null])), ["m0"]);
  assertEquals(outliersOf(query("q", [6, ...others(8, 2), 5, 5, null])), []);
  assertEquals(outliersOf(query("q", [6, 2, 2, 2, 2])), ["m0"]);
  assertEquals(outliersOf(query("q", [6, 2, 2, 2, 3])), []);
});

Deno.test("flagOutliers() says nothing of a response without position or with too few others", () => {
  const flags = flagOutliers(query("q", [null, 6, 0], [null, null, 1]));
  assertEquals(flags.map((flag) => flag.outlier), [null, null, null]);
  assertEquals(flagOutliers(query("q", [6, 0], [6, 0]), { minOthers: 1 }).map((f) => f.outlier), [
    true,
    true,
  ]);
});

Deno.test("flagOutliers() takes other thresholds and fractions", () => {
  const rows = query("q", [6, 3, 3, 3, 5]);
  assertEquals(outliersOf(rows, { threshold: 3, fraction: 0.75 }), ["m0"]);
  assertEquals(outliersOf(rows, { threshold: 3, fraction: 1 }), []);
});

Deno.test("flagOutliers() agrees with the paper's words on random panels of 12", () => {
  const position = fc.integer({ min: 0, max: 6 });
  const panel = fc.array(position, { minLength: 12, maxLength: 12 });
  fc.assert(fc.property(panel, panel, (value1, value2) => {
    const alone = (all: number[], i: number) =>
      all.filter((other, j) => j !== i && Math.abs(other - all[i]!) >= 4).length >= 9;
    const expected = value1.map((_, i) => alone(value1, i) || alone(value2, i));
    assertEquals(flagOutliers(query("q", value1, value2)).map((flag) => flag.outlier), expected);
  }));
});

Deno.test("flagOutliers() throws on a model that answers twice, and on options out of range", () => {
  const rows = query("q", [1, 2, 3]);
  assertThrows(() => flagOutliers([...rows, rows[0]!]), RangeError, "found two of q, m0");
  assertThrows(() => flagOutliers(rows, { threshold: 0 }), RangeError, "Expected threshold");
  assertThrows(() => flagOutliers(rows, { fraction: 1.1 }), RangeError, "Expected fraction");
  assertThrows(() => flagOutliers(rows, { minOthers: 0 }), RangeError, "Expected minOthers");
});

Deno.test("countOutliers() counts per model over the responses that can be told", () => {
  const rows = [
    ...query("a", [6, ...others(11, 1)]),
    ...query("b", [null, ...others(11, 1)], [null, ...others(11, 3)]),
    ...query("c", others(12, 1)),
  ];
  const [first, second] = countOutliers(flagOutliers(rows));
  assertEquals(
    [first?.model, first?.responses, first?.assessed, first?.outliers, first?.outliers_value1],
    ["m0", 3, 2, 1, 1],
  );
  assertAlmostEquals(first!.rate, 0.5);
  assertEquals([second?.assessed, second?.outliers, second?.rate, second?.low], [3, 0, 0, 0]);
});

Deno.test("outlierTable() is a table with one row per model", () => {
  const table = outlierTable(query("a", [6, ...others(11, 1)]));
  assertEquals(table.numRows(), 12);
  assertEquals(table.array("outliers").slice(0, 2), [1, 0]);
});
