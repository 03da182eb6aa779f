import { compileKernel } from "../../../lib/sampling/kernel/kernel.ts";
import type { SearchMemory } from "../../../lib/sampling/kernel/search_memory.ts";
import type { Shared } from "../../../lib/sampling/kernel/tasks.ts";

/** What the threads of a selection of `rows` rows share. */
export async function sharedOf(memory: SearchMemory, rows: number): Promise<Shared> {
  const { job, counter, axes, zeros, firstRow } = memory;
  const module = await compileKernel();
  return { module, memory: memory.memory, job, rows, counter, axes, zeros, firstRow };
}
