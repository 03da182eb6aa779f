import { assertEquals } from "@std/assert";
import { repairCalls } from "../../lib/pipeline/repair_calls.ts";
import type { RepairSide } from "../../lib/pipeline/repair_side.ts";
import { simulatedRun } from "./simulated_run.ts";

Deno.test("repairCalls() counts a judging of several responses once, and all of an unwritten edit as left", async () => {
  const { run } = await simulatedRun();
  const [first, second] = run.queries;
  const asked = new Set([first!.id, second!.id]);
  // What the study asked without a spec has the form of a side.
  const side: RepairSide = {
    responses: run.responses.where((query) => asked.has(query)),
    positions: run.positions,
    verdicts: run.compliance!.verdicts,
  };
  const repair = { models: ["o3", "gpt_4o"], underBefore: side, underAfter: side };
  const of = (options?: { edited: boolean }) => {
    const rows = repairCalls(run, repair, options);
    return (stage: string) => rows.filter((row) => row.stage === stage);
  };
  assertEquals(of()("respond").map(({ model, calls }) => [model.key, calls]), [
    ["gpt_4o", 4],
    ["o3", 4],
  ]);
  const [position] = of()("position");
  assertEquals(position!.calls, 2 * run.queries.length);
  assertEquals(position!.left, 0);
  assertEquals(of({ edited: false })("position")[0]!.left, run.queries.length);
  const judges = run.config.complianceJudges!.length;
  assertEquals(
    of()("comply").map(({ calls }) => calls),
    Array(judges).fill(2 * run.compliance!.verdicts.length / judges),
  );
});
