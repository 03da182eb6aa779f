import { assertEquals } from "@std/assert";
import { repairTable } from "../../lib/pipeline/repair_table.ts";
import { compareRepairs } from "../../lib/spec/compare_repairs.ts";

const measured = (disagreement: number) => ({
  verdicts: [],
  disagreement: new Map([["p1/neutral", disagreement], ["p2/neutral", disagreement]]),
});

Deno.test("repairTable() has one row per set that was asked and per measure", () => {
  const comparison = compareRepairs(measured(2), measured(0.5), {
    touched: ["p1/neutral", "p2/neutral"],
    heldOut: [],
    untouched: [],
  });
  const table = repairTable({ comparison });
  assertEquals(table.numRows(), 3);
  assertEquals(table.array("measure"), ["disagreement", "compliance", "agreement"]);
  assertEquals(table.get("change", 0), -1.5);
  assertEquals(table.get("n", 0), 2);
  assertEquals(table.get("change", 1), null);
});

Deno.test("repairTable() of nothing has no rows and all columns", () => {
  const comparison = compareRepairs(measured(2), measured(1), {
    touched: [],
    heldOut: [],
    untouched: [],
  });
  const table = repairTable({ comparison });
  assertEquals([table.numRows(), table.numCols()], [0, 11]);
});
