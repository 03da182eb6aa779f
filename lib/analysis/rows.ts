import type { Position } from "../study/position.ts";

/** Which cell of the study a row speaks of. */
export interface CellRow {
  readonly query: string;
  /** The value pair: the cluster of every interval. */
  readonly pair: string;
  readonly model: string;
}

/** Where a response stands on both values, 0 to 6; null where there is no position. */
export interface PositionRow extends CellRow {
  readonly value1: number | null;
  readonly value2: number | null;
}

/** How {@linkcode positionRows} makes one row of several draws. */
export interface PositionRowsOptions {
  /**
   * `mean` averages all samples, judges and repeats of a cell; `first` keeps the lowest sample and repeat and,
   * among judges, the one that comes first. @default {"mean"}
   */
  readonly draws?: "mean" | "first";
}

/**
 * One row per query and model from all judgings of it, in order of first appearance.
 *
 * @param positions The study's positions.
 * @param pairOf The value pair of a query.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { positionRows } from "./rows.ts";
 *
 * const common = { query: "s1/neutral", model: "o3", sample: 0, judge: "j", outcome: "answered" as const };
 * const rest = { confidence: null, reasoning: null, place: null };
 * const rows = positionRows([
 *   { ...common, ...rest, repeat: 0, value1: 2, value2: 5 },
 *   { ...common, ...rest, repeat: 1, value1: 3, value2: 5 },
 * ], () => "p1");
 * assert(rows.length === 1 && rows[0]?.value1 === 2.5);
 * ```
 */
export function positionRows(
  positions: Iterable<Position>,
  pairOf: (query: string) => string,
  options: PositionRowsOptions = {},
): PositionRow[] {
  const cells = Map.groupBy(positions, (p) => JSON.stringify([p.query, p.model]));
  return [...cells.values()].map((draws) => {
    const scored = draws.filter((p) => p.value1 !== null && p.value2 !== null);
    const used = options.draws === "first" ? scored.sort(byDraw).slice(0, 1) : scored;
    const { query, model } = draws[0]!;
    const mean = (value: "value1" | "value2") =>
      used.length === 0 ? null : used.reduce((sum, p) => sum + p[value]!, 0) / used.length;
    return { query, pair: pairOf(query), model, value1: mean("value1"), value2: mean("value2") };
  });
}

function byDraw(a: Position, b: Position): number {
  return a.sample - b.sample || a.repeat - b.repeat;
}

/**
 * Checks that no cell comes twice, which would count a response twice.
 *
 * @throws {RangeError} If a query has a model in more than one row.
 */
export function assertOneRowPerCell(rows: readonly CellRow[]): void {
  const seen = new Map<string, Set<string>>();
  for (const { query, model } of rows) {
    const models = seen.get(query);
    if (models === undefined) seen.set(query, new Set([model]));
    else if (models.has(model)) {
      throw new RangeError(
        `Expected one row per query and model but found two of ${query}, ${model}`,
      );
    } else models.add(model);
  }
}
