import { assertEquals } from "@std/assert";
import { generationTable } from "../../lib/pipeline/generation_table.ts";
import { simulatedRun } from "./simulated_run.ts";

Deno.test("generationTable() has every query that was asked for in one of its columns", async () => {
  const { run } = await simulatedRun();
  const rows = generationTable(run).objects() as Record<string, number | string>[];
  let requested = 0;
  for (const { generator: _, nudge: __, requested: asked, ...ends } of rows) {
    assertEquals(Object.values(ends).reduce((sum, n) => Number(sum) + Number(n), 0), asked);
    requested += Number(asked);
  }
  assertEquals(requested, 3 * run.pairs.length);
});
