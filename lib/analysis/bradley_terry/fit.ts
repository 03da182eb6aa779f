import type { ComparisonSet } from "./comparisons.ts";
import { conjugateGradient } from "./conjugate_gradient.ts";
import { type Design, designOf, type Tally, tallyOf } from "./design.ts";
import { Objective } from "./objective.ts";

/** Options of {@linkcode fitBradleyTerry}. */
export interface FitOptions {
  /**
   * The penalty `ridge / 2 * sum of squared strengths`, that is a normal prior of variance 1 / ridge. It keeps
   * strengths finite where a value always wins. The nudge bears none. @default {1}
   */
  readonly ridge?: number;
  /** How often each comparison counts (a bootstrap's multiplicities). @default {once} */
  readonly weights?: ArrayLike<number>;
  /** Where to start: strengths, then the nudge. @default {zeros} */
  readonly start?: ArrayLike<number>;
  /** The largest element of the gradient at which to stop. @default {1e-6} */
  readonly tolerance?: number;
  /** @default {100} */
  readonly maxIterations?: number;
}

/** The strengths that comparisons speak for. */
export interface BradleyTerryFit {
  /** By item, on the logit scale, with mean 0. */
  readonly strengths: Float64Array;
  /** What a query that leans to a value adds to its log odds. 0 where no query leans. */
  readonly nudge: number;
  /** Without the penalty. */
  readonly logLikelihood: number;
  readonly iterations: number;
  /** Whether the gradient fell below the tolerance. */
  readonly converged: boolean;
}

/**
 * Bradley and Terry's (1952) model with a term for the query's lean: log odds that the first prevails =
 * strength(first) - strength(second) + nudge * lean, by penalised maximum likelihood. Draws count as half a win
 * for each. Newton's method, each step by preconditioned conjugate gradients, so that thousands of values need no
 * matrix. The nudge bears no penalty: where every query's lean is followed it has no finite best value, and what is
 * given (some 16) only says that it is large.
 *
 * @throws {RangeError} If ridge is negative.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { comparisonSet } from "./comparisons.ts";
 * import { fitBradleyTerry } from "./fit.ts";
 *
 * // Care prevails in 3 of 4 neutral queries: with next to no ridge the log odds are log 3.
 * const set = comparisonSet([1, 1, 1, 0].map((outcome, i) => (
 *   { first: "Care", second: "Law", outcome, nudge: "neutral", pair: `p${i}` }
 * )));
 * const { strengths } = fitBradleyTerry(set, { ridge: 1e-9 });
 * assert(Math.abs(strengths[0]! - strengths[1]! - Math.log(3)) < 1e-5);
 * ```
 */
export function fitBradleyTerry(set: ComparisonSet, options: FitOptions = {}): BradleyTerryFit {
  const design = designOf(set);
  return fitTally(design, tallyOf(design, options.weights), options);
}

/** {@linkcode fitBradleyTerry} of comparisons that are counted already. */
export function fitTally(
  design: Design,
  tally: Tally,
  options: Omit<FitOptions, "weights"> = {},
): BradleyTerryFit {
  const { ridge = 1, tolerance = 1e-6, maxIterations = 100 } = options;
  if (!(ridge >= 0)) throw new RangeError(`Expected ridge to be at least 0 but found ${ridge}`);
  const objective = new Objective(design, tally, ridge);
  const point = startOf(design, tally, options.start);

  let value = objective.evaluate(point);
  let iterations = 0;
  for (; iterations < maxIterations && largest(objective.gradient) > tolerance; iterations++) {
    const norm = Math.sqrt(dot(objective.gradient, objective.gradient));
    const step = conjugateGradient(
      (v, out) => objective.curvature(v, out),
      objective.gradient,
      objective.diagonal,
      Math.min(0.01, norm) * norm,
    );
    const slope = dot(objective.gradient, step);
    let scale = 1;
    let next = objective.evaluate(moved(point, step, scale));
    // Rounding may hide the last decreases: the slack lets full steps pass there.
    while (next > value - 1e-4 * scale * slope + 1e-12 * Math.abs(value) && scale > 1e-10) {
      scale /= 2;
      next = objective.evaluate(moved(point, step, scale));
    }
    point.set(moved(point, step, scale));
    value = next;
  }
  const strengths = point.slice(0, -1);
  const mean = strengths.reduce((sum, x) => sum + x, 0) / strengths.length;
  return {
    strengths: strengths.map((x) => x - mean),
    nudge: point[point.length - 1]!,
    logLikelihood: objective.logLikelihood,
    iterations,
    converged: largest(objective.gradient) <= tolerance,
  };
}

/** Where nothing counts that speaks of a strength or of the nudge, it is 0 wherever the others start. */
function startOf(
  { size, first, second, lean }: Design,
  { weight }: Tally,
  start?: ArrayLike<number>,
): Float64Array {
  const point = new Float64Array(size);
  if (start === undefined) return point;
  for (let c = 0; c < first.length; c++) {
    if (weight[c] === 0) continue;
    point[first[c]!] = start[first[c]!]!;
    point[second[c]!] = start[second[c]!]!;
    if (lean[c] !== 0) point[size - 1] = start[size - 1]!;
  }
  return point;
}

function moved(point: Float64Array, step: Float64Array, scale: number): Float64Array {
  const to = new Float64Array(point.length);
  for (let i = 0; i < to.length; i++) to[i] = point[i]! - scale * step[i]!;
  return to;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
}
