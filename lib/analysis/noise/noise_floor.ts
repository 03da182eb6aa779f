import { chiSquareSurvival } from "../distributions.ts";

/** What disagreement to expect where models do not differ at all. */
export interface NoiseFloor {
  /** The mean disagreement. */
  readonly mean: number;
  /** The share of queries whose disagreement reaches the threshold. */
  readonly above: number;
}

/** Options of {@linkcode noiseFloor}. */
export interface NoiseFloorOptions {
  /** @default {12} */
  readonly models?: number;
  /** Over how many values the maximum is taken. @default {2} */
  readonly values?: number;
  /** The threshold of high disagreement. @default {1.5} */
  readonly threshold?: number;
  /**
   * Whether the noisy position is rounded to a whole one, which adds 1/12 to its variance (Sheppard 1898).
   * @default {false}
   */
  readonly rounded?: boolean;
}

/**
 * The noise floor of the disagreement: mean and exceedance of the maximum over the values of the population SD
 * of the models' positions, where these differ by nothing but independent normal noise. m * SD^2 / sd^2 is
 * chi-square with m - 1 degrees of freedom, so that both come from its distribution. The ends of the scale are
 * left out: they matter near 0 and 6.
 *
 * @param sd The SD of one position's noise: the root of within-model plus judge variance, for single draws.
 * @throws {RangeError} If an argument is out of range.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { noiseFloor } from "./noise_floor.ts";
 *
 * assert(noiseFloor(1).mean.toFixed(2) === "1.05");
 * assert(noiseFloor(1, { rounded: true }).mean.toFixed(2) === "1.09");
 * ```
 */
export function noiseFloor(sd: number, options: NoiseFloorOptions = {}): NoiseFloor {
  const { models = 12, values = 2, threshold = 1.5, rounded = false } = options;
  if (!(sd >= 0)) throw new RangeError(`Expected sd to be at least 0 but found ${sd}`);
  if (!Number.isInteger(models) || models < 2) {
    throw new RangeError(`Expected models to be an integer of at least 2 but found ${models}`);
  }
  if (!Number.isInteger(values) || values < 1) {
    throw new RangeError(`Expected values to be an integer of at least 1 but found ${values}`);
  }
  // Without noise all positions are the same, rounded or not.
  if (sd === 0) return { mean: 0, above: threshold <= 0 ? 1 : 0 };
  const variance = sd * sd + (rounded ? 1 / 12 : 0);
  const exceeds = (s: number) => {
    const one = chiSquareSurvival((models * s * s) / variance, models - 1);
    return 1 - (1 - one) ** values;
  };
  // The mean is the integral of the exceedance; past 8 SDs nothing is left.
  const steps = 4000;
  const width = (8 * Math.sqrt(variance)) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    sum += exceeds(i * width) * (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2);
  }
  return { mean: (sum * width) / 3, above: exceeds(threshold) };
}
