import type { ColumnTable } from "arquero";
import { expectOptions } from "../study/expect_options.ts";

/** What a figure is drawn from: an arquero table or its rows. */
export type FigureRows<Row> = ColumnTable | readonly Row[];

/**
 * The rows of a figure's table.
 *
 * @param input A table, or rows.
 * @param columns Those the figure cannot do without.
 * @throws {TypeError} If a column is not there.
 * @throws {RangeError} If there is no row.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import * as aq from "arquero";
 * import { figureRows } from "./figure_rows.ts";
 *
 * const rows = figureRows<{ n: number }>(aq.table({ n: [1, 2] }), ["n"]);
 * assert(rows[1]?.n === 2);
 * ```
 */
export function figureRows<Row extends object>(
  input: FigureRows<Row>,
  columns: readonly (keyof Row & string)[],
): Row[] {
  const rows = (Array.isArray(input) ? input : (input as ColumnTable).objects()) as Row[];
  const first = rows[0];
  if (first === undefined) {
    throw new RangeError("Expected a table with rows but found an empty one");
  }
  for (const column of columns) {
    if (!(column in first)) {
      throw new TypeError(
        `Expected a column "${column}" but found ${Object.keys(first).join(", ")}`,
      );
    }
  }
  return rows;
}

/** Options that every figure has. */
export interface FigureOptions {
  /** Marks the picture as simulated. @default {false} */
  readonly simulated?: boolean;
  /** The figure's name, where a report holds several of the kind. */
  readonly name?: string;
}

/** The options of all figures: what draws several of them gives each the same. */
const OPTIONS: readonly string[] = [
  ...[
    "simulated",
    "name",
    "published",
    "ofPanel",
    "binary",
    "fleissKappa",
    "p",
    "ends",
    "clusteredOn",
  ],
  ...["contrasts", "labelOf", "minQueries", "categories"],
];

/**
 * `simulated` and `name` of a figure, as far as they were given.
 *
 * @throws {TypeError} For an option that no figure has.
 */
export function common(
  options: FigureOptions,
  name: string,
): { name: string; simulated: boolean } {
  const known = Object.fromEntries(OPTIONS.map((option) => [option, true as const]));
  expectOptions(options as Record<string, unknown>, known, "a figure");
  return { name: options.name ?? name, simulated: options.simulated ?? false };
}

/** A number with thousands set apart. */
export function thousands(n: number): string {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Whether a number is there. */
export function isThere(x: number | null | undefined): x is number {
  return x !== null && x !== undefined && !Number.isNaN(x);
}

/** A rate from 0 to 1 in per cent, for words; one that is not there is "unknown". */
export function inPercent(rate: number | null | undefined): string {
  return isThere(rate) ? `${(rate * 100).toFixed(1)} %` : "unknown";
}

/** The order of numbers from large to small, those that are not there last. */
export function descending(a: number | null | undefined, b: number | null | undefined): number {
  if (!isThere(a) || !isThere(b)) return Number(isThere(b)) - Number(isThere(a));
  return b - a;
}
