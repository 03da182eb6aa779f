/** A number of leading coordinates, and the share of pairs that it would leave to be measured exactly. */
export interface WidthChoice {
  readonly width: number;
  readonly survivors: number;
}

/** What a change of width is weighed against. */
export interface WidthSituation {
  readonly current: number;
  /** Pairs looked at so far: about as many are expected to come. */
  readonly pairs: number;
  readonly rows: number;
  readonly dimensions: number;
  readonly onDisk: boolean;
}

/** Nanoseconds for one exact distance of rows in memory, about half of which is measured as a rule. */
export function exactCost(dimensions: number): number {
  return 60 + 0.2 * dimensions;
}

/** Nanoseconds for one pair, by multiply-adds in the tile and exact distances for those that survive it. */
function costOf({ width, survivors }: WidthChoice, { dimensions, onDisk }: WidthSituation): number {
  return 0.05 * width + survivors * (onDisk ? 6000 : exactCost(dimensions));
}

/**
 * The width at which pairs cost least, if the expected gain pays for going over to it, else the current
 * one. The costs are rough, and count the same on every machine: they decide about speed alone.
 *
 * @example
 * ```ts
 * import { bestWidth } from "./width_plan.ts";
 *
 * const choices = [{ width: 0, survivors: 1 }, { width: 64, survivors: 0.01 }];
 * const situation = { current: 0, pairs: 1e9, rows: 1000, dimensions: 768, onDisk: false };
 * console.assert(bestWidth(choices, situation) === 64);
 * ```
 */
export function bestWidth(choices: readonly WidthChoice[], situation: WidthSituation): number {
  const { current, pairs, rows, dimensions } = situation;
  const now = choices.find(({ width }) => width === current);
  const best = choices.reduce((a, b) => costOf(b, situation) < costOf(a, situation) ? b : a);
  if (!now) return best.width;
  const gain = (costOf(now, situation) - costOf(best, situation)) * pairs;
  const change = best.width === dimensions ? 0 : 0.1 * rows * best.width * dimensions;
  return gain > change ? best.width : current;
}
