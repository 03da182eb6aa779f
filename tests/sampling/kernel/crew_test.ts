import { assertEquals } from "@std/assert";
import { kCenterInput } from "../../../lib/sampling/k_center_input.ts";
import { squaredDistance } from "../../../lib/sampling/squared_distance.ts";
import { Crew } from "../../../lib/sampling/kernel/crew.ts";
import { SearchMemory } from "../../../lib/sampling/kernel/search_memory.ts";
import { layRows } from "../../../lib/sampling/kernel/row_file.ts";
import { isotropicRows } from "../../bench/sampling_data.ts";
import { sharedOf } from "./shared_of.ts";

const count = 1000;
const { rows, dimensions } = isotropicRows(count, 10, 1);

for (const workers of [0, 1, 3]) {
  Deno.test(`Crew gets every row measured once with ${workers} workers`, async () => {
    const input = kCenterInput(count, dimensions);
    const memory = new SearchMemory(input, {}, workers + 1, false);
    memory.describe(input);
    await using crew = await Crew.start(await sharedOf(memory, count), memory.own);
    layRows(rows, dimensions, memory.rowsAt(0, count), crew.here.job.stride);
    memory.firstRowNumbers.set(memory.rowsAt(7, 1));
    const { longest } = await crew.run("measure");
    const expected = Array.from(
      { length: count },
      (_, i) => squaredDistance(rows, i * dimensions, rows, 7 * dimensions, dimensions),
    );
    assertEquals([...memory.squared], expected);
    const zero = new Float32Array(dimensions);
    const norms = Array.from(
      { length: count },
      (_, i) => squaredDistance(rows, i * dimensions, zero, 0, dimensions),
    );
    assertEquals(longest, Math.max(...norms));
  });
}
