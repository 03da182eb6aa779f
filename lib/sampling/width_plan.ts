/** A number of leading coordinates, and how many pairs it would leave over. */
export interface WidthChoice {
  readonly width: number;
  /** The share of pairs that these coordinates do not rule out. */
  readonly compared: number;
  /** The share of pairs that all leading coordinates do not rule out. */
  readonly measured: number;
}

/** What a change of width is weighed against. */
export interface WidthSituation {
  readonly current: number;
  /** Pairs expected to come. */
  readonly pairs: number;
  readonly rows: number;
  readonly dimensions: number;
  /** How many leading coordinates there are to compare in depth. */
  readonly depth: number;
  /** Whether these have been worked out already. */
  readonly projected: boolean;
  readonly onDisk: boolean;
}

/** Nanoseconds for one exact distance of rows in memory. */
export function exactCost(dimensions: number): number {
  return 60 + 0.5 * dimensions;
}

/** Nanoseconds for a pair that is left over by all leading coordinates: most are nearly apart. */
function closeCost(dimensions: number): number {
  return 40 + 0.1 * dimensions;
}

/** Nanoseconds for a pair that must be measured exactly, reading a row from disk where rows lie there. */
export function lastCost(dimensions: number, onDisk: boolean): number {
  return onDisk ? 6000 : exactCost(dimensions);
}

/** Nanoseconds for a multiply-add in the tile. */
export const tileCost = 0.06;

/** Nanoseconds for comparing a pair in depth. */
export function depthCost(depth: number): number {
  return 20 + 0.1 * depth;
}

/** Nanoseconds for one pair: first coordinates, those that are left in depth, those still left exactly. */
function costOf({ width, compared, measured }: WidthChoice, situation: WidthSituation): number {
  const { dimensions, depth, onDisk } = situation;
  const byLeads = width > 0 && width <= depth;
  const last = byLeads && !onDisk ? closeCost(dimensions) : lastCost(dimensions, onDisk);
  return tileCost * (width && width + 4) + (byLeads ? compared * depthCost(depth) : 0) +
    measured * last;
}

/**
 * The width at which pairs cost least, if the expected gain pays for going over to it, else the current
 * one. The costs are rough, and count the same on every machine: they decide about speed alone.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { bestWidth } from "./width_plan.ts";
 *
 * const choices = [
 *   { width: 0, compared: 1, measured: 1 },
 *   { width: 64, compared: 0.01, measured: 0.001 },
 * ];
 * const situation = {
 *   current: 0,
 *   pairs: 1e9,
 *   rows: 1000,
 *   dimensions: 768,
 *   depth: 256,
 *   projected: false,
 *   onDisk: false,
 * };
 * assert(bestWidth(choices, situation) === 64);
 * ```
 */
export function bestWidth(choices: readonly WidthChoice[], situation: WidthSituation): number {
  const { current, pairs, rows, dimensions, depth, projected } = situation;
  const now = choices.find(({ width }) => width === current);
  const best = choices.reduce((a, b) => costOf(b, situation) < costOf(a, situation) ? b : a);
  if (!now) return best.width;
  const gain = (costOf(now, situation) - costOf(best, situation)) * pairs;
  const change = projected || best.width > depth ? 0 : 0.1 * rows * depth * dimensions;
  return gain > change ? best.width : current;
}
