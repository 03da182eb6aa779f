import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { noiseFloor } from "../../../lib/analysis/noise/noise_floor.ts";
import { Random } from "../../../lib/study/random.ts";
import { vectors } from "../vectors.ts";

interface Case {
  models: number;
  values: number;
  mean: number;
  above: number;
}

Deno.test("noiseFloor() agrees with SciPy's chi-square", () => {
  for (const { models, values, mean, above } of vectors<Case>("noise_floor")) {
    const floor = noiseFloor(1, { models, values });
    assertAlmostEquals(floor.mean, mean, 1e-5);
    assertAlmostEquals(floor.above, above, 1e-9);
  }
});

Deno.test("noiseFloor() agrees with drawing 12 positions on two values", () => {
  const random = new Random("floor");
  const sd = () => {
    const x = Array.from({ length: 12 }, () => random.normal());
    const mean = x.reduce((a, b) => a + b) / 12;
    return Math.sqrt(x.reduce((sum, y) => sum + (y - mean) ** 2, 0) / 12);
  };
  const draws = Array.from({ length: 20_000 }, () => Math.max(sd(), sd()));
  const { mean, above } = noiseFloor(1, { threshold: 1.3 });
  assertAlmostEquals(draws.reduce((a, b) => a + b) / draws.length, mean, 0.006);
  assertAlmostEquals(draws.filter((d) => d >= 1.3).length / draws.length, above, 0.01);
});

Deno.test("noiseFloor() of positions rounded to whole ones agrees with drawing them", () => {
  const random = new Random("rounded");
  const sd = (center: number) => {
    const x = Array.from({ length: 12 }, () => Math.round(center + random.normal()));
    const mean = x.reduce((a, b) => a + b) / 12;
    return Math.sqrt(x.reduce((sum, y) => sum + (y - mean) ** 2, 0) / 12);
  };
  const draws = Array.from(
    { length: 20_000 },
    () => Math.max(sd(3 + random.next()), sd(3 + random.next())),
  );
  const { mean } = noiseFloor(1, { rounded: true });
  assertAlmostEquals(draws.reduce((a, b) => a + b) / draws.length, mean, 0.006);
});

Deno.test("noiseFloor() grows with the noise and is 0 without", () => {
  assertAlmostEquals(noiseFloor(0.5).mean, noiseFloor(1).mean / 2, 1e-9);
  assertEquals(noiseFloor(0), { mean: 0, above: 0 });
});

Deno.test("noiseFloor() throws on arguments out of range", () => {
  assertThrows(() => noiseFloor(-1), RangeError, "found -1");
  assertThrows(() => noiseFloor(1, { models: 1 }), RangeError, "found 1");
  assertThrows(() => noiseFloor(1, { values: 0 }), RangeError, "found 0");
});
