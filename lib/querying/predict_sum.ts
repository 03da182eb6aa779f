/** A sum to come, and how far below and above it the ends of its 95 % prediction interval are. */
export interface Prediction {
  readonly sum: number;
  readonly below: number;
  readonly above: number;
}

/** From so many known values on there are blocks enough to tell whether neighbours are alike. */
const LEAST_BLOCKED = 16;

/**
 * Predicts the sum of values to come from some that are known: N m - T to N m + h T, where T = t s sqrt(N²/n + N), t of
 * n - 1 degrees of freedom, for n known values of mean m and SD s, and N to come.
 *
 * Neighbours may be alike (answers to the three queries of a scenario), so that there is less to know than n values
 * tell: where the means of blocks of sqrt(n) values in a row give a larger T, theirs counts (batch means; Law and Kelton
 * 2000, section 9.5.3). Costs have a long tail upwards, so that t alone is passed above too often: h, at least 1, is by
 * how much Hall's transformation of t for skewness (Hall 1992, "On the removal of skewness by transformation") is wider.
 * Of tails that the known values do not show, no interval can tell.
 *
 * @param known At least 2 values of all that there will be, in the order in which they came.
 * @param count How many are to come.
 * @param variance Of what is added to the sum besides, independently.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { predictSum } from "./predict_sum.ts";
 *
 * const { sum, below, above } = predictSum([1, 1, 2, 2, 9], 100);
 * assert(sum === 300 && above > 1.2 * below);
 * ```
 */
export function predictSum(known: readonly number[], count: number, variance = 0): Prediction {
  const n = known.length;
  const { mean, squares } = spread(known);
  // Of what the known values tell of their mean: its variance, and the t that belongs to it.
  let error = { of: squares / n, t: tQuantile(n - 1) };
  if (n >= LEAST_BLOCKED) {
    const size = Math.floor(Math.sqrt(n));
    const blocks = Array.from(
      { length: Math.floor(n / size) },
      (_, i) => spread(known.slice(i * size, (i + 1) * size)).mean,
    );
    const blocked = { of: spread(blocks).squares / blocks.length, t: tQuantile(blocks.length - 1) };
    if (blocked.t ** 2 * blocked.of > error.t ** 2 * error.of) error = blocked;
  }
  const below = error.t * Math.sqrt(error.of * (count ** 2 + n * count) + variance);
  const cubes = known.reduce((sum, x) => sum + (x - mean) ** 3, 0) / n;
  const skewness = squares > 0 ? cubes / squares ** 1.5 : 0;
  return { sum: count * mean, below, above: below * widening(skewness, n) };
}

function spread(values: readonly number[]): { mean: number; squares: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
  return { mean, squares };
}

/** How much wider the upper half is for skewness to the right; 1 for none. */
function widening(skewness: number, n: number): number {
  if (skewness <= 1e-9) return 1;
  const t = tQuantile(n - 1) / Math.sqrt(n);
  const x = -t - skewness / (6 * n);
  return Math.max(1, (1 - Math.cbrt(1 + skewness * x)) / (skewness / 3) / t);
}

/**
 * The 0.975 quantile of Student's t: exact for 1 and 2 degrees of freedom, else the Cornish-Fisher expansion
 * (Abramowitz and Stegun 1964, 26.7.5), good to 0.01 from 3 on.
 */
export function tQuantile(degrees: number): number {
  if (degrees < 2) return 12.7062047362;
  if (degrees < 3) return 4.3026527297;
  const z = 1.959963984540054;
  const v = degrees;
  return z + (z ** 3 + z) / (4 * v) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * v ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * v ** 3) +
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / (92160 * v ** 4);
}
