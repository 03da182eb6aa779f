import { type Ratings, ratingsOf } from "../../../lib/analysis/agreement/mod.ts";

/** Ratings of a table of units by raters; every unit is its own cluster unless told. */
export function ratingsOfTable(
  table: readonly (readonly (string | number | null)[])[],
  categories?: readonly (string | number)[],
  pairOf: (u: number) => string = (u) => `p${u}`,
): Ratings {
  return ratingsOf(
    table.flatMap((row, u) =>
      row.map((label, r) => ({ unit: `u${u}`, pair: pairOf(u), rater: `r${r}`, label }))
    ),
    categories,
  );
}

/**
 * Twelve units by four observers, with missing ratings, from Krippendorff (2011), "Computing Krippendorff's
 * alpha-reliability", example C: alpha is .743 nominal, .815 ordinal and .849 interval. Gwet (2014) uses the same
 * table.
 */
export const KRIPPENDORFF_2011 = [
  [1, 1, null, 1],
  [2, 2, 3, 2],
  [3, 3, 3, 3],
  [3, 3, 3, 3],
  [2, 2, 2, 2],
  [1, 2, 3, 4],
  [4, 4, 4, 4],
  [1, 1, 2, 1],
  [2, 2, 2, 2],
  [null, 5, 5, 5],
  [null, null, 1, 1],
  [null, 3, null, null],
];

/** Ten subjects rated by fourteen raters into five categories, counts per category; Fleiss' kappa is 0.210. */
export const FLEISS_EXAMPLE = [
  [0, 0, 0, 0, 14],
  [0, 2, 6, 4, 2],
  [0, 0, 3, 5, 6],
  [0, 3, 9, 2, 0],
  [2, 2, 8, 1, 1],
  [7, 7, 0, 0, 0],
  [3, 2, 6, 3, 0],
  [2, 5, 3, 2, 2],
  [6, 5, 2, 1, 0],
  [0, 2, 2, 3, 7],
].map((counts) => counts.flatMap((count, k) => new Array<number>(count).fill(k + 1)));

/** The vectors of `agreement.json`. */
export interface AgreementCase {
  readonly ratings: (number | null)[][];
  readonly categories: number[];
  readonly fleiss?: number;
  readonly fleissMissing: number;
  readonly ac1: number;
  readonly raw: number;
  readonly nominal: number;
  readonly ordinal: number;
  readonly interval: number;
  readonly cohen: number;
}

/**
 * Three judges, each right on nine of ten, in exact proportions: for both truths all eight ways to be right or
 * wrong, as often as expected in a thousand units of each, the compliant ones `odds` times.
 */
export function threeJudges(odds: [compliant: number, problematic: number]): string[][] {
  return [true, false].flatMap((truth, t) =>
    Array.from({ length: 8 }, (_, way) => [0, 1, 2].map((judge) => (way >> judge) & 1)).flatMap(
      (wrong) => {
        const often = 9 ** wrong.filter((w) => w === 0).length * odds[t]!;
        return Array.from(
          { length: often },
          () => wrong.map((w) => (w === 0) === truth ? "compliant" : "problematic"),
        );
      },
    )
  );
}
