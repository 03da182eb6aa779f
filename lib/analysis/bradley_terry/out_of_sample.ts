import { Random } from "../../study/random.ts";
import type { ComparisonSet } from "./comparisons.ts";
import { designOf, tallyOf } from "./design.ts";
import { fitTally } from "./fit.ts";

/** How well a fit foretells comparisons it has not seen, averaged over splits. */
export interface OutOfSample {
  /** Share of decided comparisons whose winner had the higher odds; even odds count one half. */
  readonly accuracy: number;
  /** SD of the accuracy between splits. */
  readonly accuracy_sd: number;
  /** Accuracy of the nudge alone, on the same comparisons. */
  readonly nudge_accuracy: number;
  /** Mean negative log-likelihood of all held-out comparisons; log 2 = 0.693 is what even odds give. */
  readonly log_loss: number;
  /** Held-out comparisons that were no draw, over all splits. */
  readonly n: number;
  readonly splits: number;
}

/** Options of {@linkcode outOfSample}. */
export interface OutOfSampleOptions {
  /** As in `fitBradleyTerry`. @default {1} */
  readonly ridge?: number;
  /** @default {10} */
  readonly splits?: number;
  /** The share of value pairs held out. @default {0.1} */
  readonly heldOut?: number;
  /** @default {"out of sample"} */
  readonly seed?: string | number;
}

/**
 * Fits on 90 % of the value pairs, drawn at random, and foretells the rest, several times. Whole pairs are held
 * out, so that no query of a held-out pair has been seen.
 *
 * @throws {RangeError} If there are too few clusters to hold out any, or options are out of range.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { comparisonSet } from "./comparisons.ts";
 * import { outOfSample } from "./out_of_sample.ts";
 *
 * const set = comparisonSet(Array.from({ length: 100 }, (_, i) => (
 *   { first: "Care", second: "Law", outcome: i % 10 ? 1 : 0, nudge: "neutral", pair: `p${i}` }
 * )));
 * const { accuracy, nudge_accuracy } = outOfSample(set);
 * assert(accuracy > 0.8 && nudge_accuracy === 0.5);
 * ```
 */
export function outOfSample(set: ComparisonSet, options: OutOfSampleOptions = {}): OutOfSample {
  const { ridge = 1, splits = 10, heldOut = 0.1, seed = "out of sample" } = options;
  if (!Number.isInteger(splits) || splits < 1) {
    throw new RangeError(`Expected splits to be an integer of at least 1 but found ${splits}`);
  }
  const held = Math.round(set.clusters * heldOut);
  if (!(held >= 1 && held < set.clusters)) {
    throw new RangeError(
      `Expected heldOut to leave clusters on both sides but found ${heldOut} of ${set.clusters}`,
    );
  }
  const numbers = Array.from({ length: set.clusters }, (_, c) => c);
  const design = designOf(set);
  const whole = fitTally(design, tallyOf(design), { ridge });
  // Most of each fit's way is gone already; where it ends does not depend on it.
  const start = Float64Array.of(...whole.strengths, whole.nudge);
  const results = Array.from({ length: splits }, (_, split) => {
    const kept = new Uint8Array(set.clusters).fill(1);
    for (const c of new Random(seed, split).shuffle(numbers).slice(0, held)) kept[c] = 0;
    const weights = new Uint8Array(set.cluster.length);
    for (let i = 0; i < weights.length; i++) weights[i] = kept[set.cluster[i]!]!;
    return foretell(set, weights, fitTally(design, tallyOf(design, weights), { ridge, start }));
  });
  const sum = (f: (r: Foretold) => number) => results.reduce((total, r) => total + f(r), 0);
  const decided = results.filter((r) => r.decided > 0);
  const accuracies = decided.map((r) => r.right / r.decided);
  const accuracy = accuracies.reduce((total, a) => total + a, 0) / decided.length;
  return {
    accuracy,
    accuracy_sd: Math.sqrt(
      accuracies.reduce((total, a) => total + (a - accuracy) ** 2, 0) / (decided.length - 1),
    ),
    nudge_accuracy: sum((r) => r.nudgeRight) / sum((r) => r.decided),
    log_loss: sum((r) => r.loss) / sum((r) => r.all),
    n: sum((r) => r.decided),
    splits,
  };
}

interface Foretold {
  readonly decided: number;
  readonly right: number;
  readonly nudgeRight: number;
  readonly all: number;
  readonly loss: number;
}

function foretell(
  set: ComparisonSet,
  weights: Uint8Array,
  { strengths, nudge }: { strengths: Float64Array; nudge: number },
): Foretold {
  let [decided, right, nudgeRight, all, loss] = [0, 0, 0, 0, 0];
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] !== 0) continue;
    const lean = nudge * set.nudge[i]!;
    const logit = strengths[set.first[i]!]! - strengths[set.second[i]!]! + lean;
    const outcome = set.outcome[i]!;
    all++;
    loss += Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - outcome * logit;
    if (outcome === 0.5) continue;
    decided++;
    right += agreement(logit, outcome);
    nudgeRight += agreement(lean, outcome);
  }
  return { decided, right, nudgeRight, all, loss };
}

/** Odds within what the fit leaves open are even: a sign of rounding foretells nothing. */
const EVEN = 1e-6;

/** 1 where the sign of the logit is that of the outcome, 0.5 where it is even. */
function agreement(logit: number, outcome: number): number {
  if (Math.abs(logit) <= EVEN) return 0.5;
  return (1 + Math.sign(logit) * Math.sign(outcome - 0.5)) / 2;
}
