import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import fc from "fast-check";
import { inWorkers, rowsOf, shares } from "../../../lib/analysis/bootstrap/shares.ts";

Deno.test("shares() covers every replicate once, evenly", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 0, max: 20 }),
      (replicates, workers) => {
        const split = shares(replicates, workers);
        assertEquals(split.map(({ from }) => from), [0, ...split.slice(0, -1).map(({ to }) => to)]);
        assertEquals(split.at(-1)!.to, replicates);
        const sizes = split.map(({ from, to }) => to - from);
        assertEquals(Math.max(...sizes) - Math.min(...sizes) <= 1 && Math.min(...sizes) > 0, true);
      },
    ),
  );
});

Deno.test("shares() throws on what is no count", () => {
  assertThrows(() => shares(0, 1), RangeError, "Expected replicates");
  assertThrows(() => shares(10, -1), RangeError, "Expected workers");
});

Deno.test("inWorkers() passes a worker's failure on as a sentence", async () => {
  const script = `data:text/javascript,${
    encodeURIComponent("onmessage = () => { throw new Error('broken') }")
  }`;
  await assertRejects(
    () => inWorkers([1, 2], script, () => new Float64Array()),
    Error,
    "A worker of the analysis failed",
  );
});

Deno.test("inWorkers() stops its workers at once when it is told to", async () => {
  const script = `data:text/javascript,${encodeURIComponent("onmessage = () => { for (;;); }")}`;
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error("enough")), 50);
  await assertRejects(
    () => inWorkers([1, 2], script, () => new Float64Array(), stop.signal),
    Error,
    "enough",
  );
});

Deno.test("rowsOf() cuts an array into rows", () => {
  assertEquals(rowsOf(Float64Array.of(1, 2, 3, 4), 2).map((row) => [...row]), [[1, 2], [3, 4]]);
});
