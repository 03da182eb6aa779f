import { binomialCdf, chiSquareSurvival } from "../distributions.ts";
import { assertCounts } from "../interval.ts";

/**
 * McNemar's (1947) test of two yes/no outcomes on the same queries, of which only those count where the two
 * differ. It takes these to be independent: where queries come in clusters, `pairedDifferences` is the test.
 *
 * @param onlyFirst How often only the first said yes.
 * @param onlySecond How often only the second did.
 * @param options `exact` takes the binomial (the default up to 25 differing), else chi-square with continuity
 * correction.
 * @returns The two-sided p-value; 1 where the two never differ.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { mcnemar } from "./mcnemar.ts";
 *
 * assert(mcnemar(1, 5).toFixed(4) === "0.2188");
 * ```
 */
export function mcnemar(
  onlyFirst: number,
  onlySecond: number,
  options: { readonly exact?: boolean } = {},
): number {
  const n = onlyFirst + onlySecond;
  assertCounts(onlyFirst, n);
  if (n === 0) return 1;
  const { exact = n <= 25 } = options;
  if (exact) return Math.min(1, 2 * binomialCdf(Math.min(onlyFirst, onlySecond), n, 0.5));
  const distance = Math.max(0, Math.abs(onlyFirst - onlySecond) - 1);
  return chiSquareSurvival((distance * distance) / n, 1);
}
