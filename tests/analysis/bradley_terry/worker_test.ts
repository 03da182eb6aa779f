import { assertEquals, assertNotEquals } from "@std/assert";
import { inWorkers } from "../../../lib/analysis/bootstrap/shares.ts";
import { comparisonSet, fitBradleyTerry } from "../../../lib/analysis/bradley_terry/mod.ts";
import { refit, type RefitTask } from "../../../lib/analysis/bradley_terry/refit.ts";
import { games } from "./baseball.ts";

const SCRIPT = import.meta.resolve("../../../lib/analysis/bradley_terry/worker.ts");

Deno.test("the worker of Bradley-Terry gives the bits that refit() gives", async () => {
  const set = comparisonSet(games(true));
  const { strengths, nudge } = fitBradleyTerry(set);
  const start = Float64Array.of(...strengths, nudge);
  const task = (from: number, to: number): RefitTask => (
    { set, ridge: 1, seed: "worker", start, from, to }
  );
  const tasks = [task(0, 2), task(2, 5)];
  const found = await inWorkers<RefitTask>(tasks, SCRIPT, () => {
    throw new Error("Expected the worker to do it");
  });
  assertEquals(found, tasks.map(refit));
  assertNotEquals(found[0]!.subarray(0, start.length), start);
});
