import { assertEquals } from "@std/assert";
import { ActiveRows } from "../../lib/sampling/active_rows.ts";

const memoryOf = (values: number[], seen = values.map(() => 0)) => ({
  values: Float64Array.from(values),
  seen: Uint32Array.from(seen),
  slots: new Uint32Array(values.length),
});
const emptyJob = () => ({ count: 0, floorValue: 0, floorIndex: 0 });

Deno.test("ActiveRows selects the largest values, those seen longest ago first, and the best of the others", () => {
  const memory = memoryOf([1, 9, 7, 8, 2], [0, 5, 3, 5, 0]);
  const job = emptyJob();
  assertEquals(new ActiveRows(5).select(memory, job, 0, 3), true);
  assertEquals([...memory.slots.subarray(0, job.count)], [2, 1, 3]);
  assertEquals([job.floorValue, job.floorIndex], [2, 4]);
});

Deno.test("ActiveRows drops for good what is at the threshold or below it", () => {
  const active = new ActiveRows(4);
  const memory = memoryOf([3, 1, 2, 4]);
  const job = emptyJob();
  assertEquals(active.select(memory, job, 2, 10), true);
  assertEquals([[...active.left], job.count, job.floorValue], [[0, 3], 2, -1]);
  memory.values.set([3, 9, 9, 0.5]);
  assertEquals(active.select(memory, job, 2, 10), true);
  assertEquals([...active.left], [0]);
  memory.values.fill(0);
  assertEquals([active.select(memory, job, 2, 10), active.left.length], [false, 0]);
});
