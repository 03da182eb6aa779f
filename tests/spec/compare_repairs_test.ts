import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { compareRepairs } from "../../lib/spec/compare_repairs.ts";
import type { RepairMeasurement } from "../../lib/spec/compare_repairs.ts";
import { verdicts } from "./verdicts.ts";

const measured = (
  disagreement: Record<string, number>,
  ...lines: string[]
): RepairMeasurement => ({
  verdicts: verdicts(...lines),
  disagreement: new Map(Object.entries(disagreement)),
});
const SPLIT = { touched: ["p1/a", "p1/b", "p2/a"], heldOut: ["p3/a"], untouched: ["p4/a"] };

Deno.test("compareRepairs() pairs each unit with itself, set by set", () => {
  const before = measured(
    { "p1/a": 2, "p1/b": 1, "p2/a": 3, "p3/a": 2, "p4/a": 1 },
    "p1/a m j1 + a",
    "p1/a m j2 - a",
    "p1/b m j1 - a",
    "p1/b m j2 - a",
    "p2/a m j1 ? a",
    "p2/a m j2 - a",
    "p3/a m j1 - a",
    "p4/a m j1 + b",
  );
  const after = measured(
    { "p1/a": 1, "p1/b": 1, "p2/a": 0, "p3/a": 1, "p4/a": 1 },
    "p1/a m j1 + a",
    "p1/a m j2 + a",
    "p1/b m j1 - a",
    "p1/b m j2 - a",
    "p2/a m j1 + a",
    "p2/a m j2 + a",
    "p3/a m j1 + a",
    "p4/a m j1 + b",
  );
  const { touched, heldOut, untouched } = compareRepairs(before, after, SPLIT);
  assertEquals([touched.queries, heldOut.queries, untouched.queries], [3, 1, 1]);

  const d = touched.disagreement;
  assertEquals([d.before, d.after, d.unpaired], [2, 2 / 3, 0]);
  assertAlmostEquals(d.change.estimate, -4 / 3);
  assertEquals([d.change.n, d.change.clusters], [3, 2]);
  // Deviations from -4/3: pair 1 (-1, 0) sums to 5/3, pair 2 (-3) to -5/3; SE = sqrt(2 * 2 * 25/9) / 3.
  assertAlmostEquals(d.change.standardError, Math.sqrt(2 * 2 * 25 / 9) / 3);

  assertEquals([touched.compliance.before, touched.compliance.after], [1 / 6, 4 / 6]);
  assertEquals(touched.compliance.change.n, 6);
  assertEquals([touched.agreement.before, touched.agreement.after], [1 / 3, 1]);
  assertEquals(touched.agreement.change.n, 3);

  assertEquals(heldOut.compliance.change.estimate, 1);
  assertEquals(heldOut.agreement.change.n, 0);
  assert(Number.isNaN(heldOut.agreement.change.estimate));
  assertEquals(untouched.disagreement.change.estimate, 0);
});

Deno.test("compareRepairs() counts units of one side alone and leaves them out of both means", () => {
  const before = measured(
    { "p1/a": 2, "p2/a": 1 },
    "p1/a m j1 + a",
    "p1/a m j2 - a",
    "p2/a m j1 + a",
  );
  const after = measured({ "p1/a": 1 }, "p1/a m j1 + a", "p1/a m j2 x a", "p1/a n j1 + a");
  const { touched } = compareRepairs(before, after, SPLIT);
  assertEquals([touched.disagreement.before, touched.disagreement.unpaired], [2, 1]);
  assertEquals([touched.compliance.change.n, touched.compliance.unpaired], [1, 3]);
});

Deno.test("compareRepairs() compares the agreement of the same judges", () => {
  const before = measured({}, "p1/a m j1 + a", "p1/a m j2 + a", "p1/a m j3 - a");
  const after = measured({}, "p1/a m j1 + a", "p1/a m j2 - a", "p1/a m j3 x a");
  const { agreement } = compareRepairs(before, after, SPLIT).touched;
  assertEquals([agreement.before, agreement.after, agreement.change.n], [1, 0, 1]);
});

Deno.test("compareRepairs() finds no change between a measurement and itself", () => {
  const same = measured(
    { "p1/a": 2, "p2/a": 1 },
    "p1/a m j1 + a",
    "p1/a m j2 - a",
    "p2/a m j1 ? a",
  );
  const { touched } = compareRepairs(same, same, SPLIT);
  for (const { change, unpaired } of [touched.disagreement, touched.compliance]) {
    assertEquals([change.estimate, change.low, change.high, unpaired], [0, 0, 0, 0]);
  }
});
