import { assertEquals, assertRejects } from "@std/assert";
import { type ReplicateTask, replicateTotals } from "../../../lib/analysis/bootstrap/replicate.ts";
import { inWorkers } from "../../../lib/analysis/bootstrap/shares.ts";

const SCRIPT = import.meta.resolve("../../../lib/analysis/bootstrap/worker.ts");
const task = (from: number, to: number): ReplicateTask => ({
  seed: "worker",
  clusters: 4,
  columns: 2,
  data: Float64Array.of(1, 1, 0.1, 1, 0.7, 2, 1e9, 3),
  from,
  to,
});
const notHere = () => {
  throw new Error("Expected the worker to do it");
};

Deno.test("the bootstrap's worker gives the bits that replicateTotals() gives", async () => {
  const tasks = [task(0, 3), task(3, 10)];
  assertEquals(await inWorkers(tasks, SCRIPT, notHere), tasks.map(replicateTotals));
});

Deno.test("the bootstrap's worker passes a failure on", async () => {
  const broken = { ...task(0, 3), data: undefined } as unknown as ReplicateTask;
  await assertRejects(() => inWorkers([broken, broken], SCRIPT, notHere), Error, "worker");
});
