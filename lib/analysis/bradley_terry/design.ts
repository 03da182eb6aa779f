import type { ComparisonSet } from "./comparisons.ts";

/**
 * Comparisons sorted into cells: those of the same two items and the same lean say the same of the parameters, and
 * count as one. Built once for many fits; a panel's contests of 26 categories come to some 900 cells, however many
 * they are.
 */
export interface Design {
  /** Items, and one for the nudge. */
  readonly size: number;
  /** By cell its two items, the lower number first. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** By cell 1 where the query leans to its first item, -1 to its second, 0 for neither. */
  readonly lean: Int8Array;
  /** The cell of each comparison. */
  readonly cell: Int32Array;
  /** The outcome of each comparison for the first item of its cell. */
  readonly won: Float64Array;
}

/** How much each cell of a {@linkcode Design} counts. */
export interface Tally {
  /** The sum of its comparisons' weights. */
  readonly weight: Float64Array;
  /** The part of it that the first item won. */
  readonly won: Float64Array;
}

/**
 * Sorts comparisons into cells, in order of first appearance.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { comparisonSet } from "./comparisons.ts";
 * import { designOf, tallyOf } from "./design.ts";
 *
 * const contest = { first: "a", second: "b", outcome: 1, nudge: "neutral", pair: "p" } as const;
 * const design = designOf(comparisonSet([contest, { ...contest, first: "b", second: "a" }]));
 * const { weight, won } = tallyOf(design);
 * assert(weight.join() === "2" && won.join() === "1");
 * ```
 */
export function designOf(set: ComparisonSet): Design {
  const { items, nudge, outcome } = set;
  const rows = nudge.length;
  const cell = new Int32Array(rows);
  const won = new Float64Array(rows);
  const numbers = new Map<number, number>();
  const [first, second, lean]: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < rows; i++) {
    const turned = set.first[i]! > set.second[i]!;
    const [a, b] = turned ? [set.second[i]!, set.first[i]!] : [set.first[i]!, set.second[i]!];
    const leans = turned ? -nudge[i]! : nudge[i]!;
    won[i] = turned ? 1 - outcome[i]! : outcome[i]!;
    const key = 3 * (a * items.length + b) + leans + 1;
    let number = numbers.get(key);
    if (number === undefined) {
      numbers.set(key, number = numbers.size);
      first.push(a);
      second.push(b);
      lean.push(leans);
    }
    cell[i] = number;
  }
  return {
    size: items.length + 1,
    first: Int32Array.from(first),
    second: Int32Array.from(second),
    lean: Int8Array.from(lean),
    cell,
    won,
  };
}

/**
 * Counts the cells of a design.
 *
 * @param weights How often each comparison counts. @default once
 */
export function tallyOf({ first, cell, won }: Design, weights?: ArrayLike<number>): Tally {
  const tally = { weight: new Float64Array(first.length), won: new Float64Array(first.length) };
  for (let i = 0; i < cell.length; i++) {
    const weight = weights === undefined ? 1 : weights[i]!;
    tally.weight[cell[i]!]! += weight;
    tally.won[cell[i]!]! += weight * won[i]!;
  }
  return tally;
}
