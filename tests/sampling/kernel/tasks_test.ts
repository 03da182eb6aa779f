import { assertEquals, assertThrows } from "@std/assert";
import { kCenterInput } from "../../../lib/sampling/k_center_input.ts";
import { SearchMemory } from "../../../lib/sampling/kernel/search_memory.ts";
import { Tasks } from "../../../lib/sampling/kernel/tasks.ts";
import { isotropicRows } from "../../bench/sampling_data.ts";
import { sharedOf } from "./shared_of.ts";

const count = 700, dimensions = 6;

async function withTasks(
  rows: Float32Array,
  memoryLimit: number,
  run: (tasks: Tasks, memory: SearchMemory) => void,
) {
  const path = await Deno.makeTempFile();
  try {
    await Deno.writeFile(path, new Uint8Array(rows.slice().buffer));
    const input = kCenterInput(count, dimensions);
    const memory = new SearchMemory(input, { memory: memoryLimit }, 1, true);
    memory.describe(input);
    using tasks = new Tasks({
      ...await sharedOf(memory, count),
      file: { path, offset: 0, rows: count, dimensions },
    }, memory.own[0]);
    run(tasks, memory);
  } finally {
    await Deno.remove(path);
  }
}

const { rows } = isotropicRows(count, dimensions, 3);

Deno.test("Tasks loads a file's rows with zeros behind each", () =>
  withTasks(rows, 2 ** 30, (tasks, memory) => {
    tasks.run("load");
    for (const row of [0, 255, 256, 699]) {
      const expected = [...rows.subarray(row * dimensions, (row + 1) * dimensions), 0, 0];
      assertEquals([...memory.rowsAt(row, 1)], expected);
    }
  }));

Deno.test("Tasks measures rows on disk as those in memory", async () => {
  const found: number[][] = [];
  for (const limit of [2 ** 30, 1]) {
    await withTasks(rows, limit, (tasks, memory) => {
      if (!memory.onDisk) tasks.run("load");
      memory.firstRowNumbers.set(rows.subarray(0, dimensions));
      new Int32Array(memory.memory.buffer, memory.counter, 1)[0] = 0;
      tasks.run("measure");
      found.push([...memory.squared]);
    });
  }
  assertEquals(found[0], found[1]);
  assertEquals(found[0]![0], 0);
});

Deno.test("Tasks names a row that is not finite", () => {
  const bad = rows.slice();
  bad[600 * dimensions] = NaN;
  return withTasks(bad, 2 ** 30, (tasks) => {
    assertThrows(() => tasks.run("load"), RangeError, "row 600");
  });
});
