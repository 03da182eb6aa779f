import { assert, assertEquals } from "@std/assert";
import { nudgeTable } from "../../lib/pipeline/nudge_table.ts";
import { simulatedRun } from "./simulated_run.ts";

Deno.test("nudgeTable() shows that a nudge raises its own value and lowers the other", async () => {
  const { run } = await simulatedRun();
  const table = nudgeTable(run);
  assertEquals(table.array("nudge"), ["neutral", "value1", "value2"]);
  const [neutral, one, two] = table.array("mean_value1") as number[];
  assert(one! > neutral! && neutral! > two!);
  const [, other, own] = table.array("mean_value2") as number[];
  assert(own! > other!);
});

Deno.test("nudgeTable() has no mean where nothing has a position", () => {
  const table = nudgeTable({ queryRows: [], positionRows: [] });
  assertEquals(table.array("mean_value1"), [null, null, null]);
});
