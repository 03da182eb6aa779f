import { assert } from "@std/assert";
import { leadingAxes } from "../../lib/sampling/leading_axes.ts";
import {
  compileKernel,
  instantiateKernel,
  sharedMemory,
} from "../../lib/sampling/kernel/kernel.ts";

const count = 400, stride = 24, width = 8;

async function axesOf(rows: Float32Array) {
  const memory = sharedMemory(2 ** 20);
  const kernel = instantiateKernel(await compileKernel(), memory);
  const [sample, coordinates, sums, axes] = [65_536, 262_144, 393_216, 524_288] as const;
  new Float32Array(memory.buffer, sample, rows.length).set(rows);
  const places = { sample, count, stride, coordinates, sums, axes, width };
  const deviation = leadingAxes(kernel, memory.buffer, places, 1);
  return { deviation, axes: new Float32Array(memory.buffer, axes, width * stride).slice() };
}

function rowsWith(deviation: (j: number) => number) {
  let state = 1;
  return Float32Array.from({ length: count * stride }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 31 - 1) * deviation(i % stride) + 3;
  });
}

Deno.test("leadingAxes() finds the directions of largest spread, the widest first", async () => {
  const { axes, deviation } = await axesOf(rowsWith((j) => j === 5 ? 10 : j === 11 ? 4 : 0.1));
  assert(Math.abs(axes[5]!) > 0.99);
  assert(Math.abs(axes[stride + 11]!) > 0.99);
  assert(deviation < 1e-5);
});

Deno.test("leadingAxes() returns at least how far the axes are from orthonormal", async () => {
  for (
    const rows of [
      rowsWith(() => 1),
      rowsWith((j) => j < 3 ? 1 : 0),
      new Float32Array(count * stride),
    ]
  ) {
    const { axes, deviation } = await axesOf(rows);
    for (let trial = 0; trial < 200; trial++) {
      const x = Array.from({ length: stride }, (_, j) => Math.sin(trial * 31 + j * j));
      const norm = Math.hypot(...x);
      const image = Array.from(
        { length: width },
        (_, k) => x.reduce((sum, value, j) => sum + value * axes[k * stride + j]!, 0),
      );
      assert(Math.hypot(...image) <= norm * Math.sqrt(1 + deviation));
    }
  }
});
