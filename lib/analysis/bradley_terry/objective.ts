import type { Design, Tally } from "./design.ts";

/**
 * The penalised negative log-likelihood of a Bradley-Terry model with its first two derivatives. `evaluate` moves
 * it to a point; the rest then speaks of that point.
 */
export class Objective {
  readonly gradient: Float64Array;
  /** The diagonal of the matrix of second derivatives. */
  readonly diagonal: Float64Array;
  logLikelihood = 0;
  readonly #design: Design;
  readonly #tally: Tally;
  readonly #ridge: number;
  /** The second derivative of each cell's term. */
  readonly #curvatures: Float64Array;

  constructor(design: Design, tally: Tally, ridge: number) {
    this.#design = design;
    this.#tally = tally;
    this.#ridge = ridge;
    this.gradient = new Float64Array(design.size);
    this.diagonal = new Float64Array(design.size);
    this.#curvatures = new Float64Array(design.first.length);
  }

  /** Moves to a point (strengths, then the nudge) and gives the value there. */
  evaluate(point: Float64Array): number {
    const { first, second, lean } = this.#design;
    const { weight: weights, won } = this.#tally;
    const { gradient, diagonal } = this;
    const curvatures = this.#curvatures;
    const last = point.length - 1;
    const ridge = this.#ridge;
    const nudge = point[last]!;
    let penalty = 0;
    for (let v = 0; v < last; v++) {
      gradient[v] = ridge * point[v]!;
      diagonal[v] = ridge;
      penalty += (ridge / 2) * point[v]! * point[v]!;
    }
    let [nudgeGradient, nudgeDiagonal, logLikelihood] = [0, 0, 0];
    // Most cells have one comparison: the logarithm of a product is that of all its factors, of 2 at most, at once.
    let product = 1;
    for (let c = 0; c < first.length; c++) {
      const weight = weights[c]!;
      if (weight === 0) {
        curvatures[c] = 0;
        continue;
      }
      const [a, b, leans] = [first[c]!, second[c]!, lean[c]!];
      const logit = point[a]! - point[b]! + nudge * leans;
      const small = Math.exp(-Math.abs(logit));
      const likelier = 1 / (1 + small);
      const probability = logit >= 0 ? likelier : small * likelier;
      logLikelihood += won[c]! * logit - weight * Math.max(logit, 0);
      if (weight === 1) {
        product *= 1 + small;
        if (product > 1e300) {
          logLikelihood -= Math.log(product);
          product = 1;
        }
      } else logLikelihood -= weight * Math.log1p(small);
      const slope = weight * probability - won[c]!;
      const curvature = weight * small * likelier * likelier;
      gradient[a]! += slope;
      gradient[b]! -= slope;
      diagonal[a]! += curvature;
      diagonal[b]! += curvature;
      nudgeGradient += slope * leans;
      nudgeDiagonal += curvature * leans * leans;
      curvatures[c] = curvature;
    }
    gradient[last] = nudgeGradient;
    diagonal[last] = nudgeDiagonal;
    this.logLikelihood = logLikelihood - Math.log(product);
    return penalty - this.logLikelihood;
  }

  /** Multiplies `v` by the matrix of second derivatives. */
  curvature(v: Float64Array, out: Float64Array): void {
    const { first, second, lean } = this.#design;
    const curvatures = this.#curvatures;
    const last = v.length - 1;
    const nudge = v[last]!;
    for (let i = 0; i < last; i++) out[i] = this.#ridge * v[i]!;
    let sum = 0;
    for (let c = 0; c < first.length; c++) {
      const [a, b, leans] = [first[c]!, second[c]!, lean[c]!];
      const change = curvatures[c]! * (v[a]! - v[b]! + nudge * leans);
      out[a]! += change;
      out[b]! -= change;
      sum += change * leans;
    }
    out[last] = sum;
  }
}
