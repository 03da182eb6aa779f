import { pbinom, pchisq, pnorm, pt, qbeta, qnorm, qt } from "lib-r-math.js";

/**
 * The distributions that intervals and tests need, over lib-r-math.js (a port of R's nmath), with one naming.
 * Normal and chi-square agree with SciPy to 1e-14 of the value, Student's t, beta and binomial to 1e-7.
 *
 * @module
 */

/** P(Z <= x) of the standard normal. */
export function normalCdf(x: number): number {
  return pnorm(x);
}

/** The standard normal's quantile of `p`. */
export function normalQuantile(p: number): number {
  return qnorm(p);
}

/** P(T <= x) of Student's t with `df` degrees of freedom. */
export function tCdf(x: number, df: number): number {
  return pt(x, df);
}

/** Student's t quantile of `p` with `df` degrees of freedom; exactly 0 at p = 0.5. */
export function tQuantile(p: number, df: number): number {
  return p === 0.5 ? 0 : qt(p, df);
}

/** The quantile of `p` of the beta distribution with shapes `a` and `b`. */
export function betaQuantile(p: number, a: number, b: number): number {
  return qbeta(p, a, b);
}

/** P(X > x) of chi-square with `df` degrees of freedom. */
export function chiSquareSurvival(x: number, df: number): number {
  return pchisq(x, df, 0, false);
}

/** P(X <= k) of the binomial of `n` trials with probability `p`. */
export function binomialCdf(k: number, n: number, p: number): number {
  return pbinom(k, n, p);
}

/** The two-sided p-value of a statistic that follows Student's t with `df` degrees of freedom. */
export function tPValue(t: number, df: number): number {
  return 2 * pt(-Math.abs(t), df);
}
