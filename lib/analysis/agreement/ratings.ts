/** What one rater said of one unit; null where there is no rating. */
export interface Rating {
  /** What was rated, such as a query and model. */
  readonly unit: string;
  /** The value pair: the cluster of every interval. */
  readonly pair: string;
  readonly rater: string;
  readonly label: string | number | null;
}

/** Ratings as a table of units by raters. */
export interface Ratings {
  readonly units: readonly string[];
  /** The cluster of each unit. */
  readonly pairs: readonly string[];
  readonly raters: readonly string[];
  /** All labels: numbers ascending, texts in the order that was asked for or else by name. */
  readonly categories: readonly (string | number)[];
  /** For unit `u` and rater `r`, at `u * raters.length + r`, the label's place in `categories`; -1 for none. */
  readonly codes: Int32Array;
}

/**
 * Sorts ratings into a table.
 *
 * @param ratings One per unit and rater; raters in order of first appearance.
 * @param categories All possible labels in their order. The order matters to ordinal alpha, and the number of
 * labels to Gwet's AC1. Without it, the labels that occur.
 * @throws {RangeError} If a rater rates a unit twice, a unit has two pairs, a label is not among `categories`, or
 * labels are both numbers and texts.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { ratingsOf } from "./ratings.ts";
 *
 * const { categories, codes } = ratingsOf([
 *   { unit: "u1", pair: "p1", rater: "a", label: "yes" },
 *   { unit: "u1", pair: "p1", rater: "b", label: "no" },
 * ]);
 * assert(categories.join() === "no,yes" && codes.join() === "1,0");
 * ```
 */
export function ratingsOf(
  ratings: readonly Rating[],
  categories?: readonly (string | number)[],
): Ratings {
  const pairs = new Map<string, string>();
  const raters = new Map<string, number>();
  const seen = new Set<string | number>();
  for (const { unit, pair, rater, label } of ratings) {
    const known = pairs.get(unit);
    if (known === undefined) pairs.set(unit, pair);
    else if (known !== pair) {
      throw new RangeError(`Expected one pair for unit ${unit} but found ${known} and ${pair}`);
    }
    if (!raters.has(rater)) raters.set(rater, raters.size);
    if (label !== null) seen.add(label);
  }
  const labels = categories ?? sortLabels([...seen]);
  const places = new Map(labels.map((label, i) => [label, i]));
  const units = new Map([...pairs.keys()].map((unit, i) => [unit, i]));
  const codes = new Int32Array(units.size * raters.size).fill(-2);
  for (const { unit, rater, label } of ratings) {
    const at = units.get(unit)! * raters.size + raters.get(rater)!;
    if (codes[at] !== -2) {
      throw new RangeError(
        `Expected one rating per unit and rater but found two of ${unit}, ${rater}`,
      );
    }
    const code = label === null ? -1 : places.get(label);
    if (code === undefined) {
      throw new RangeError(`Expected a label among ${labels.join(", ")} but found ${label}`);
    }
    codes[at] = code;
  }
  return {
    units: [...units.keys()],
    pairs: [...pairs.values()],
    raters: [...raters.keys()],
    categories: labels,
    codes: codes.map((code) => Math.max(code, -1)),
  };
}

function sortLabels(labels: (string | number)[]): (string | number)[] {
  if (labels.every((label) => typeof label === "number")) return labels.sort((a, b) => a - b);
  if (labels.every((label) => typeof label === "string")) return labels.sort();
  throw new RangeError("Expected labels to be all numbers or all texts but found both");
}

/** How many raters gave unit `u` each category. */
export function countsOf({ raters, categories, codes }: Ratings, u: number): Float64Array {
  const counts = new Float64Array(categories.length);
  for (let r = 0; r < raters.length; r++) {
    const code = codes[u * raters.length + r]!;
    if (code >= 0) counts[code]!++;
  }
  return counts;
}
