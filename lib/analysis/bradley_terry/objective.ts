import type { ComparisonSet } from "./comparisons.ts";

/**
 * The penalised negative log-likelihood of a Bradley-Terry model with its first two derivatives. `evaluate` moves
 * it to a point; the rest then speaks of that point.
 */
export class Objective {
  readonly gradient: Float64Array;
  /** The diagonal of the matrix of second derivatives. */
  readonly diagonal: Float64Array;
  logLikelihood = 0;
  readonly #set: ComparisonSet;
  readonly #ridge: number;
  readonly #weights: ArrayLike<number> | undefined;
  /** The second derivative of each comparison's term. */
  readonly #curvatures: Float64Array;

  constructor(set: ComparisonSet, ridge: number, weights?: ArrayLike<number>) {
    this.#set = set;
    this.#ridge = ridge;
    this.#weights = weights;
    this.gradient = new Float64Array(set.items.length + 1);
    this.diagonal = new Float64Array(set.items.length + 1);
    this.#curvatures = new Float64Array(set.first.length);
  }

  /** Moves to a point (strengths, then the nudge) and gives the value there. */
  evaluate(point: Float64Array): number {
    const { first, second, outcome, nudge } = this.#set;
    const { gradient, diagonal } = this;
    const last = point.length - 1;
    const ridge = this.#ridge;
    const weights = this.#weights;
    const lean = point[last]!;
    let penalty = 0;
    for (let v = 0; v < last; v++) {
      gradient[v] = ridge * point[v]!;
      diagonal[v] = ridge;
      penalty += (ridge / 2) * point[v]! * point[v]!;
    }
    gradient[last] = 0;
    diagonal[last] = 0;
    let logLikelihood = 0;
    for (let i = 0; i < first.length; i++) {
      const weight = weights === undefined ? 1 : weights[i]!;
      if (weight === 0) {
        this.#curvatures[i] = 0;
        continue;
      }
      const a = first[i]!;
      const b = second[i]!;
      const logit = point[a]! - point[b]! + lean * nudge[i]!;
      const small = Math.exp(-Math.abs(logit));
      const probability = logit >= 0 ? 1 / (1 + small) : small / (1 + small);
      logLikelihood += weight * (outcome[i]! * logit - Math.max(logit, 0) - Math.log1p(small));
      const slope = weight * (probability - outcome[i]!);
      const curvature = weight * probability * (1 - probability);
      gradient[a]! += slope;
      gradient[b]! -= slope;
      gradient[last]! += slope * nudge[i]!;
      diagonal[a]! += curvature;
      diagonal[b]! += curvature;
      diagonal[last]! += curvature * nudge[i]! * nudge[i]!;
      this.#curvatures[i] = curvature;
    }
    this.logLikelihood = logLikelihood;
    return penalty - logLikelihood;
  }

  /** Multiplies `v` by the matrix of second derivatives. */
  curvature(v: Float64Array, out: Float64Array): void {
    const { first, second, nudge } = this.#set;
    const last = v.length - 1;
    const lean = v[last]!;
    for (let i = 0; i < last; i++) out[i] = this.#ridge * v[i]!;
    let sum = 0;
    for (let i = 0; i < first.length; i++) {
      const curvature = this.#curvatures[i]!;
      if (curvature === 0) continue;
      const a = first[i]!;
      const b = second[i]!;
      const change = curvature * (v[a]! - v[b]! + lean * nudge[i]!);
      out[a]! += change;
      out[b]! -= change;
      sum += change * nudge[i]!;
    }
    out[last] = sum;
  }
}
