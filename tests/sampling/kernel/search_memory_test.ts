import { assert, assertEquals, assertThrows } from "@std/assert";
import { kCenterInput } from "../../../lib/sampling/k_center_input.ts";
import { SearchMemory } from "../../../lib/sampling/kernel/search_memory.ts";

Deno.test("SearchMemory keeps a file's rows on disk where they do not fit", () => {
  const input = kCenterInput(1000, 100);
  assertEquals(new SearchMemory(input, {}, 1, true).onDisk, false);
  const disk = new SearchMemory(input, { memory: 1 }, 1, true);
  assert(disk.onDisk && !disk.wholeRows);
  assertEquals(new SearchMemory(input, { memory: 1 }, 1, false).onDisk, false);
});

Deno.test("SearchMemory plans the paper's size within 4 GB with two workers", () => {
  const input = kCenterInput(411_000, 768, { weights: new Float64Array(411_000) });
  const { memory, onDisk } = new SearchMemory(input, {}, 3, true);
  assert(!onDisk && memory.buffer.byteLength <= 2 ** 32);
  const large = new SearchMemory(kCenterInput(411_000, 3072), {}, 3, true);
  assert(large.onDisk && large.memory.buffer.byteLength < 2 ** 30);
});

Deno.test("SearchMemory says how much is too much for memory", () => {
  assertThrows(
    () => new SearchMemory(kCenterInput(411_000, 3072), {}, 3, false),
    RangeError,
    "rows in a file may be larger",
  );
});
