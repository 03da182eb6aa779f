import { assert, assertEquals, assertThrows } from "@std/assert";
import { noiseFloorRows } from "../../../lib/analysis/noise/mod.ts";
import type { PositionDraw } from "../../../lib/analysis/noise/mod.ts";
import { Random } from "../../../lib/study/random.ts";

/** Positions of six models, each judged twice, whose true ones are `apart` from each other (SD), judged with SD 1. */
function draws(apart: number, repeats = 2): PositionDraw[] {
  const random = new Random("noise floor rows", apart);
  return Array.from({ length: 300 }, (_, q) =>
    Array.from({ length: 6 }, (_, m) => {
      const [one, two] = [3 + apart * random.normal(), 3 + apart * random.normal()];
      return Array.from({ length: repeats }, (): PositionDraw => ({
        ...{ query: `q${q}`, pair: `p${q >> 1}`, model: `m${m}`, sample: 0 },
        ...{ value1: one + random.normal(), value2: two + random.normal() },
      }));
    })).flat(2);
}

Deno.test("noiseFloorRows() finds nothing but noise where models do not differ", () => {
  const [seen, noise, left] = noiseFloorRows(draws(0));
  assert(Math.abs(seen!.mean - noise!.mean) < 0.03, `${seen!.mean} and ${noise!.mean}`);
  assert(Math.abs(seen!.above - noise!.above) < 0.02);
  assert(left!.mean < 0.5 * seen!.mean, `${left!.mean} of ${seen!.mean}`);
  assertEquals([noise!.low, noise!.high, noise!.n], [null, null, 300]);
});

Deno.test("noiseFloorRows() leaves what models truly differ by", () => {
  const [seen, noise, left] = noiseFloorRows(draws(1.5));
  assert(seen!.mean > 2 * noise!.mean);
  // Max over two values of the SD of six normal positions of SD 1.5.
  assert(left!.low! < 1.62 && left!.high! > 1.5, `${left!.low} to ${left!.high}`);
  assert(seen!.low! < seen!.mean && seen!.mean < seen!.high!);
});

Deno.test("noiseFloorRows() throws where nothing is repeated", () => {
  assertThrows(() => noiseFloorRows(draws(1, 1)), RangeError, "repeated");
});
