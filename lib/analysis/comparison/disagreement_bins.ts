/** A bin of disagreement: from `low` up to, but not, `high`; the last one includes its `high`. */
export interface DisagreementBin {
  /** As the public dataset names it: `std_1.0_to_1.5`. */
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/** The edges of the paper's five bins; 3 is the most that a population SD on 0-6 can be. */
export const DISAGREEMENT_EDGES: readonly number[] = [0, 1, 1.5, 2, 2.5, 3];

/**
 * Bins between edges.
 *
 * @throws {RangeError} If there are fewer than two edges or they do not rise.
 */
export function disagreementBins(
  edges: readonly number[] = DISAGREEMENT_EDGES,
): DisagreementBin[] {
  if (edges.length < 2 || edges.some((edge, i) => i > 0 && !(edge > edges[i - 1]!))) {
    throw new RangeError(`Expected at least two rising edges but found ${edges.join(", ")}`);
  }
  const text = (edge: number) => Number.isInteger(edge) ? edge.toFixed(1) : String(edge);
  return edges.slice(1).map((high, i) => {
    const low = edges[i]!;
    return { name: `std_${text(low)}_to_${text(high)}`, low, high };
  });
}

/**
 * The bin that a disagreement falls into, or undefined where it is outside all.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { binOf, disagreementBins } from "./disagreement_bins.ts";
 *
 * const bins = disagreementBins();
 * assert(binOf(1.5, bins)?.name === "std_1.5_to_2.0" && binOf(3, bins)?.name === "std_2.5_to_3.0");
 * ```
 */
export function binOf(
  disagreement: number,
  bins: readonly DisagreementBin[],
): DisagreementBin | undefined {
  return bins.find((bin, i) =>
    disagreement >= bin.low &&
    (disagreement < bin.high || (i === bins.length - 1 && disagreement === bin.high))
  );
}
