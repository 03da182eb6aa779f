import { assertEquals, assertThrows } from "@std/assert";
import { resumeSearch, takeCheckpoint } from "../../lib/sampling/search_checkpoint.ts";

const memoryOf = () => ({
  order: new Uint32Array(5),
  radii: new Float64Array(5),
  squared: new Float64Array(4),
  seen: new Uint32Array(4),
  values: new Float64Array(4),
});
const stopped = {
  fingerprint: "f",
  order: Uint32Array.of(2, 0, 3),
  radii: Float64Array.of(5, 4),
  squared: Float64Array.of(0, 9, 0, 0),
  seen: Uint32Array.of(3, 2, 3, 3),
};
const input = { limit: 5, threshold: 0, weights: undefined };

Deno.test("resumeSearch() goes on where takeCheckpoint() stood, with the values that follow from it", () => {
  const memory = memoryOf();
  const job = { centers: 1, limit: 5 };
  resumeSearch(memory, job, input, "f", stopped);
  assertEquals(takeCheckpoint(memory, job, "f"), stopped);
  assertEquals([[...memory.values], job], [[0, 3, 0, 0], { centers: 3, limit: 5 }]);
  const weighted = memoryOf();
  const weights = Float64Array.of(1, 0.5, 1, 1);
  resumeSearch(weighted, { centers: 1, limit: 5 }, { ...input, weights }, "f", stopped);
  assertEquals(weighted.values[1], 1.5);
});

Deno.test("takeCheckpoint() gives copies, which the search does not change any more", () => {
  const memory = memoryOf();
  const checkpoint = takeCheckpoint(memory, { centers: 2 }, "f");
  memory.order.fill(9);
  memory.squared.fill(9);
  assertEquals([[...checkpoint.order], checkpoint.squared[0]], [[0, 0], 0]);
  assertEquals([checkpoint.order.length, checkpoint.radii.length], [2, 1]);
});

Deno.test("resumeSearch() ends sooner than the search that was stopped, by the limit or the threshold", () => {
  for (const over of [{ limit: 2 }, { threshold: 5 }, { limit: 3, threshold: 5 }]) {
    const memory = memoryOf();
    const job = { centers: 1, limit: 5 };
    resumeSearch(memory, job, { ...input, ...over }, "f", stopped);
    const chosen = over.threshold ? 1 : 2;
    assertEquals(job, { centers: chosen, limit: chosen });
    assertEquals([...memory.order.subarray(0, chosen)], [2, 0].slice(0, chosen));
  }
});

Deno.test("resumeSearch() refuses the checkpoint of another selection", () => {
  assertThrows(
    () => resumeSearch(memoryOf(), { centers: 1, limit: 5 }, input, "g", stopped),
    RangeError,
    "found one of others",
  );
});
