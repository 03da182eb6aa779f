import { assert, assertEquals } from "@std/assert";
import { kCenterInput } from "../../../lib/sampling/k_center_input.ts";
import { layRows } from "../../../lib/sampling/kernel/row_file.ts";
import { SearchMemory } from "../../../lib/sampling/kernel/search_memory.ts";
import { jobAt } from "../../../lib/sampling/kernel/layout.ts";
import { squaredDistance } from "../../../lib/sampling/squared_distance.ts";
import { isotropicRows } from "../../bench/sampling_data.ts";
import { sharedOf } from "./shared_of.ts";

const count = 300;
const { rows, dimensions } = isotropicRows(count, 6, 4);

/** A worker and a way to ask it. */
function startWorker() {
  const worker = new Worker(import.meta.resolve("../../../lib/sampling/kernel/worker.ts"), {
    type: "module",
  });
  const ask = (message: unknown) =>
    new Promise<unknown>((resolve) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.postMessage(message);
    });
  return { ask, [Symbol.dispose]: () => worker.terminate() };
}

Deno.test("the kernel's worker is set up once, then runs each task that it is told", async () => {
  const input = kCenterInput(count, dimensions);
  const memory = new SearchMemory(input, {}, 2, false);
  memory.describe(input);
  layRows(
    rows,
    dimensions,
    memory.rowsAt(0, count),
    jobAt(memory.memory.buffer, memory.job).stride,
  );
  memory.firstRowNumbers.set(memory.rowsAt(9, 1));
  using worker = startWorker();
  const shared = await sharedOf(memory, count);
  assertEquals(await worker.ask({ shared, own: memory.own[1] }), "ready");
  const outcome = await worker.ask("measure") as { longest: number };
  assertEquals(
    [...memory.squared],
    Array.from(
      { length: count },
      (_, i) => squaredDistance(rows, i * dimensions, rows, 9 * dimensions, dimensions),
    ),
  );
  assert(outcome.longest > 0);
});

Deno.test("the kernel's worker answers a task before it is set up with an error, and lives on", async () => {
  using worker = startWorker();
  for (let i = 0; i < 2; i++) {
    const answer = await worker.ask("measure") as { error: unknown };
    assert(answer.error instanceof TypeError);
  }
});
