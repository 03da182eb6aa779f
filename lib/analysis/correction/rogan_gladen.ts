import { meanAndError } from "../clustered.ts";
import { effectiveSize } from "../clustered_rate.ts";
import { normalQuantile } from "../distributions.ts";
import { type Interval, type IntervalOptions, levelOf } from "../interval.ts";

/** One response that both a human and the judge labelled. */
export interface HumanLabel {
  /** What the human said. */
  readonly human: boolean;
  /** What the judge said. */
  readonly judge: boolean;
}

/** A rate corrected for the judge's errors. */
export interface CorrectedRate extends Interval {
  /** The corrected rate, cut to [0, 1]; NaN where the judge is no better than chance. */
  readonly estimate: number;
  /** The judge's own rate. */
  readonly apparent: number;
  /** How often the judge says yes where the human does. */
  readonly sensitivity: number;
  /** How often the judge says no where the human does. */
  readonly specificity: number;
  readonly n: number;
  readonly clusters: number;
  /** Human labels: yes, and no. */
  readonly labelled: readonly [yes: number, no: number];
}

/**
 * A judge's rate corrected by a human-labelled sample: (p + specificity - 1) / (sensitivity + specificity - 1)
 * (Rogan and Gladen 1978), with the interval of Lang and Reiczigel (2014), which allows for the error of all
 * three. The judged sample enters with its effective size under clustering; the human-labelled one is taken as
 * independent of it, drawn at random within each of the human's two classes.
 *
 * @param flags What the judge said of each response.
 * @param clusters The value pair of each.
 * @param labels The human-labelled sample.
 * @returns The interval is [0, 1] where the judge is no better than chance or a class has no label.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { roganGladen } from "./rogan_gladen.ts";
 *
 * const flags = Array.from({ length: 100 }, (_, i) => i < 30);
 * const labels = Array.from({ length: 40 }, (_, i) => ({ human: i < 20, judge: i < 18 || i > 37 }));
 * const { estimate } = roganGladen(flags, flags.map((_, i) => i), labels);
 * // Sensitivity and specificity are 0.9: (0.3 - 0.1) / 0.8.
 * assert(Math.abs(estimate - 0.25) < 1e-12);
 * ```
 */
export function roganGladen(
  flags: readonly boolean[],
  clusters: readonly (string | number)[],
  labels: readonly HumanLabel[],
  options: IntervalOptions = {},
): CorrectedRate {
  const z = normalQuantile((1 + levelOf(options)) / 2);
  const mean = meanAndError(flags.map(Number), clusters);
  const apparent = mean.estimate;
  const yes = labels.filter((label) => label.human);
  const no = labels.filter((label) => !label.human);
  const sensitivity = yes.filter((label) => label.judge).length / yes.length;
  const specificity = no.filter((label) => !label.judge).length / no.length;
  const common = {
    apparent,
    sensitivity,
    specificity,
    n: mean.n,
    clusters: mean.clusters,
    labelled: [yes.length, no.length] as const,
  };
  const youden = sensitivity + specificity - 1;
  if (!(youden > 0) || mean.n === 0) return { ...common, estimate: NaN, low: 0, high: 1 };

  const effective = effectiveSize(mean);
  const n = effective + z * z;
  const p = (effective * apparent + (z * z) / 2) / n;
  const [nYes, nNo] = [yes.length + 2, no.length + 2];
  const se = (yes.length * sensitivity + 1) / nYes;
  const sp = (no.length * specificity + 1) / nNo;
  const middle = (p + sp - 1) / (se + sp - 1);
  const seVariance = (se * (1 - se)) / nYes;
  const spVariance = (sp * (1 - sp)) / nNo;
  const shift = 2 * z * z * (middle * seVariance - (1 - middle) * spVariance);
  const half = (z / (se + sp - 1)) *
    Math.sqrt((p * (1 - p)) / n + middle ** 2 * seVariance + (1 - middle) ** 2 * spVariance);
  return {
    ...common,
    estimate: clip((apparent + specificity - 1) / youden),
    low: clip(middle + shift - half),
    high: clip(middle + shift + half),
  };
}

function clip(x: number): number {
  return Math.min(1, Math.max(0, x));
}
