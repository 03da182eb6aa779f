import { assertAlmostEquals, assertEquals } from "@std/assert";
import { conjugateGradient } from "../../../lib/analysis/bradley_terry/conjugate_gradient.ts";
import { Random } from "../../../lib/study/random.ts";

/** Multiplies by the matrix of `rows`. */
const by = (rows: number[][]) => (v: Float64Array, out: Float64Array) =>
  rows.forEach((row, i) => out[i] = row.reduce((sum, a, j) => sum + a * v[j]!, 0));

Deno.test("conjugateGradient() solves random positive systems", () => {
  const random = new Random("systems");
  const size = 12;
  const root = Array.from(
    { length: size },
    () => Array.from({ length: size }, () => random.normal()),
  );
  const matrix = root.map((a, i) =>
    root.map((b, j) => a.reduce((sum, x, k) => sum + x * b[k]!, i === j ? 1 : 0))
  );
  const truth = Float64Array.from({ length: size }, () => random.normal());
  const right = new Float64Array(size);
  by(matrix)(truth, right);
  const x = conjugateGradient(
    by(matrix),
    right,
    Float64Array.from(matrix, (row, i) => row[i]!),
    1e-12,
  );
  x.forEach((value, i) => assertAlmostEquals(value, truth[i]!, 1e-8));
});

Deno.test("conjugateGradient() leaves unknowns that nothing depends on at 0", () => {
  const x = conjugateGradient(
    by([[2, 0], [0, 0]]),
    Float64Array.of(4, 0),
    Float64Array.of(2, 0),
    1e-12,
  );
  assertEquals([...x], [2, 0]);
});

Deno.test("conjugateGradient() of nothing asked is nothing", () => {
  assertEquals([...conjugateGradient(by([[1]]), Float64Array.of(0), Float64Array.of(1), 1e-9)], [
    0,
  ]);
});
