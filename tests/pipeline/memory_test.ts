import { assert, assertGreater, assertLess } from "@std/assert";
import { fileURLToPath } from "node:url";
import type { Measured, MeasureOptions } from "./measure_memory.ts";

const SCRIPT = fileURLToPath(new URL("./measure_memory.ts", import.meta.url));

/** Measures a study in a process of its own, whose heap may be limited to so many MiB. */
async function measured(size: Partial<MeasureOptions>, heap?: number): Promise<Measured> {
  const options = { pairs: 100, models: 12, characters: 2_500, highEvery: 3, spec: true, ...size };
  const limit = heap === undefined ? "" : `,--max-old-space-size=${heap}`;
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      "--no-check",
      `--v8-flags=--expose-gc${limit}`,
      SCRIPT,
      JSON.stringify(options),
    ],
  }).output();
  const text = new TextDecoder();
  assert(success, text.decode(stderr).slice(0, 2_000));
  return JSON.parse(text.decode(stdout)) as Measured;
}

/** Bytes by which what is held grows with each cell. */
const growth = (small: Measured, large: Measured) =>
  (large.held - small.held) / (large.cells - small.cells);

Deno.test("what a run holds does not grow with the length of its texts", async () => {
  const [short, long] = [1_000, 16_000];
  const a = await measured({ characters: short });
  const b = await measured({ characters: long });
  assertGreater(a.cells, 3_500);
  assertLess((b.held - a.held) / a.cells, (long - short) / 100);
});

Deno.test("what a run holds grows by the same few bytes with each cell", async () => {
  const small = await measured({ pairs: 100, analyse: true });
  const middle = await measured({ pairs: 300, analyse: true });
  const large = await measured({ pairs: 900, analyse: true });
  // A run of objects with their texts holds more than the text of each.
  assertLess(growth(small, large), 2_500 / 4);
  assertLess(growth(middle, large), 1.5 * growth(small, middle));
});

Deno.test("a study whose texts are three times its heap is run and analysed", async () => {
  const [heap, characters] = [100, 16_000];
  const { cells, verdicts } = await measured({ pairs: 540, characters, analyse: true }, heap);
  assertGreater(cells * characters, 3 * heap * 2 ** 20 * 0.95);
  assertGreater(verdicts, 10_000);
});
