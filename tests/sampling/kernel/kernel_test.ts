import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { squaredDistance } from "../../../lib/sampling/squared_distance.ts";
import {
  compileKernel,
  instantiateKernel,
  sharedMemory,
} from "../../../lib/sampling/kernel/kernel.ts";

const row = (length: number) =>
  fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), {
    minLength: length,
    maxLength: length,
  }).map((numbers) => Float32Array.from(numbers));
const pair = fc.integer({ min: 1, max: 200 }).chain((d) => fc.tuple(row(d), row(d)));

for (const simd of ["relaxed", "plain"] as const) {
  const memory = sharedMemory(65_536);
  const kernel = instantiateKernel(await compileKernel(simd), memory);
  const numbers = new Float32Array(memory.buffer);
  const put = (address: number, values: Float32Array) => {
    numbers.fill(0, address / 4, address / 4 + 256);
    numbers.set(values, address / 4);
  };

  Deno.test(`distance() has the bits of squaredDistance(): ${simd} SIMD`, () => {
    fc.assert(fc.property(pair, ([a, b]) => {
      put(4096, a);
      put(8192, b);
      const expected = squaredDistance(a, 0, b, 0, a.length);
      assertEquals(kernel.distance(4096, 8192, a.length, Infinity), expected);
    }));
  });

  Deno.test(`distance() stops early only at or above its bound: ${simd} SIMD`, () => {
    fc.assert(fc.property(pair, fc.double({ min: 0, max: 2, noNaN: true }), ([a, b], part) => {
      put(4096, a);
      put(8192, b);
      const expected = squaredDistance(a, 0, b, 0, a.length);
      const bound = part * expected;
      const found = kernel.distance(4096, 8192, a.length, bound);
      if (expected < bound) assertEquals(found, expected);
      else assert(found >= bound);
    }));
  });
}
