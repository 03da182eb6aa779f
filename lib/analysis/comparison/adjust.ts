/**
 * Holm's (1979) step-down p-values: they bound the chance of any false rejection, whatever the dependence.
 *
 * @param pValues P-values; NaN (nothing tested) stays NaN and does not count.
 * @returns Adjusted p-values in the same order.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { holm } from "./adjust.ts";
 *
 * assert(holm([0.01, 0.04, 0.03]).map((p) => p.toFixed(2)).join() === "0.03,0.06,0.06");
 * ```
 */
export function holm(pValues: readonly number[]): number[] {
  const order = ascending(pValues);
  const adjusted = pValues.map(() => NaN);
  let least = 0;
  order.forEach((i, rank) => {
    least = Math.max(least, Math.min(1, (order.length - rank) * pValues[i]!));
    adjusted[i] = least;
  });
  return adjusted;
}

/**
 * Benjamini and Hochberg's (1995) p-values: they bound the expected share of false ones among the rejections.
 *
 * @param pValues P-values; NaN (nothing tested) stays NaN and does not count.
 * @returns Adjusted p-values in the same order.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { benjaminiHochberg } from "./adjust.ts";
 *
 * assert(benjaminiHochberg([0.01, 0.04, 0.03]).map((p) => p.toFixed(2)).join() === "0.03,0.04,0.04");
 * ```
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const order = ascending(pValues);
  const adjusted = pValues.map(() => NaN);
  let most = 1;
  for (let rank = order.length; rank >= 1; rank--) {
    const i = order[rank - 1]!;
    most = Math.min(most, (order.length / rank) * pValues[i]!);
    adjusted[i] = most;
  }
  return adjusted;
}

function ascending(pValues: readonly number[]): number[] {
  for (const p of pValues) {
    if (p < 0 || p > 1) throw new RangeError(`Expected p-values from 0 to 1 but found ${p}`);
  }
  return [...pValues.keys()].filter((i) => !Number.isNaN(pValues[i])).sort((a, b) =>
    pValues[a]! - pValues[b]!
  );
}
