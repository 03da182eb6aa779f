import { clusteredError } from "./clustered_error.ts";

/** A mean of shifts with its standard error. */
export interface MeanShift {
  /** In steps of the 0-6 scale, or of a rate; null without observations. */
  readonly shift: number | null;
  /** Clustered on the scenario; null with fewer than 2 scenarios. */
  readonly standardError: number | null;
  /** Observations. */
  readonly n: number;
}

/**
 * The mean of observations with its standard error clustered on the scenario ({@linkcode clusteredError}).
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { meanShift } from "./mean_shift.ts";
 *
 * const mean = meanShift([{ query: "s1/neutral", x: 1 }, { query: "s2/neutral", x: 3 }]);
 * assert(mean.shift === 2 && mean.standardError === 1 && mean.n === 2);
 * ```
 */
export function meanShift(
  observations: readonly { readonly query: string; readonly x: number }[],
): MeanShift {
  const n = observations.length;
  if (n === 0) return { shift: null, standardError: null, n };
  const shift = observations.reduce((sum, { x }) => sum + x, 0) / n;
  const sums = new Map<string, number>();
  for (const { query, x } of observations) {
    const scenario = query.replace(/\/[^/]*$/, "");
    sums.set(scenario, (sums.get(scenario) ?? 0) + x - shift);
  }
  return { shift, standardError: sums.size < 2 ? null : clusteredError([...sums.values()], n), n };
}
