/**
 * Solves `A x = b` for a symmetric matrix without negative eigenvalues by conjugate gradients (Hestenes and
 * Stiefel 1952), preconditioned by the diagonal.
 *
 * @param multiply Writes `A v` into `out`.
 * @param b The right side.
 * @param diagonal The diagonal of `A`; where it is 0, x stays 0.
 * @param tolerance Stops when the residual's length is at most this.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { conjugateGradient } from "./conjugate_gradient.ts";
 *
 * const x = conjugateGradient(
 *   ([v0, v1], out) => out.set([4 * v0! + v1!, v0! + 3 * v1!]),
 *   Float64Array.of(1, 2),
 *   Float64Array.of(4, 3),
 *   1e-12,
 * );
 * assert(Math.abs(x[0]! - 1 / 11) < 1e-9 && Math.abs(x[1]! - 7 / 11) < 1e-9);
 * ```
 */
export function conjugateGradient(
  multiply: (v: Float64Array, out: Float64Array) => void,
  b: Float64Array,
  diagonal: Float64Array,
  tolerance: number,
): Float64Array {
  const size = b.length;
  const x = new Float64Array(size);
  const residual = Float64Array.from(b);
  const scaled = new Float64Array(size);
  const product = new Float64Array(size);
  const precondition = () => {
    let sum = 0;
    for (let i = 0; i < size; i++) {
      scaled[i] = diagonal[i] === 0 ? 0 : residual[i]! / diagonal[i]!;
      sum += scaled[i]! * residual[i]!;
    }
    return sum;
  };
  let rho = precondition();
  const direction = Float64Array.from(scaled);
  for (let iteration = 0; iteration < 10 * size && rho > 0; iteration++) {
    let squares = 0;
    for (let i = 0; i < size; i++) squares += residual[i]! * residual[i]!;
    if (Math.sqrt(squares) <= tolerance) break;
    multiply(direction, product);
    let curvature = 0;
    for (let i = 0; i < size; i++) curvature += direction[i]! * product[i]!;
    if (curvature <= 0) break;
    const alpha = rho / curvature;
    for (let i = 0; i < size; i++) {
      x[i]! += alpha * direction[i]!;
      residual[i]! -= alpha * product[i]!;
    }
    const next = precondition();
    const beta = next / rho;
    rho = next;
    for (let i = 0; i < size; i++) direction[i] = scaled[i]! + beta * direction[i]!;
  }
  return x;
}
