/**
 * Scales a vector to length 1. Providers that cut a vector to fewer dimensions do not do it (Gemini below 3,072).
 *
 * @returns The unit vector, or undefined for a vector without a length (all zeros, or a number that is none).
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { unitNorm } from "./unit_norm.ts";
 *
 * assert(Math.abs(unitNorm([3, 4])![0]! - 0.6) < 1e-7);
 * assert(unitNorm([0, 0]) === undefined);
 * ```
 */
export function unitNorm(vector: ArrayLike<number>): Float32Array | undefined {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) sum += vector[i]! ** 2;
  const length = Math.sqrt(sum);
  if (!(length > 0) || !Number.isFinite(length)) return undefined;
  return Float32Array.from(vector, (x) => x / length);
}
