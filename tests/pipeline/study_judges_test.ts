import { assert, assertEquals, assertThrows } from "@std/assert";
import { studyJudges } from "../../lib/pipeline/study_judges.ts";
import { simulatedRun } from "./simulated_run.ts";

Deno.test("studyJudges() tells four measures of agreement, each two judges, and each lean", async () => {
  const { run } = await simulatedRun();
  const { agreement, pairs, bias, kappa, problematic } = studyJudges(run);
  assertEquals(agreement.numRows(), 4);
  assertEquals((agreement.array("estimate") as number[])[1], kappa);
  assertEquals(pairs.numRows(), 3);
  assertEquals(bias.numRows(), 9);
  const rates = problematic.array("rate") as number[];
  assertEquals(rates, rates.toSorted((a, b) => b - a));
  assert(problematic.numRows() === run.config.panel.length);
});

Deno.test("studyJudges() refuses a study that was not checked", async () => {
  const { run } = await simulatedRun();
  assertThrows(() => studyJudges({ ...run, compliance: null }), RangeError, "found none");
});
