import { type PositionRow, positionRows } from "../analysis/rows.ts";
import { disagreement } from "../scoring/disagreement.ts";
import type { Position } from "../study/position.ts";

/**
 * The panel's disagreement on each query under two revisions of a spec, over the same models: one that has no
 * position under one of them counts under neither, so that no change comes from who is missing.
 *
 * @returns By query; without those on which fewer than two models have a position both times.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { repairDisagreement } from "./repair_disagreement.ts";
 *
 * const position = (model: string, value1: number | null) => ({
 *   ...{ query: "s1/neutral", model, sample: 0, judge: "j", repeat: 0, value1, value2: value1 },
 *   ...{ outcome: value1 === null ? "filtered" as const : "answered" as const },
 *   ...{ confidence: null, reasoning: null, place: null },
 * });
 * const before = [position("o3", 0), position("gpt_4o", 6), position("grok_4", 6)];
 * const after = [position("o3", 3), position("gpt_4o", 3), position("grok_4", null)];
 * const found = repairDisagreement(before, after);
 * assert(found.before.get("s1/neutral") === 3 && found.after.get("s1/neutral") === 0);
 * ```
 */
export function repairDisagreement(
  before: Iterable<Position>,
  after: Iterable<Position>,
): { readonly before: Map<string, number>; readonly after: Map<string, number> } {
  const [x, y] = [placed(before), placed(after)];
  const both = [...x.keys()].filter((cell) => y.has(cell));
  const measure = (side: ReadonlyMap<string, PositionRow>) =>
    new Map(
      [...Map.groupBy(both.map((cell) => side.get(cell)!), (row) => row.query)].flatMap(
        ([query, rows]) => {
          const d = disagreement(rows).disagreement;
          return d === null ? [] : [[query, d] as const];
        },
      ),
    );
  return { before: measure(x), after: measure(y) };
}

/** Mean positions by query and model, of those that have one. */
function placed(positions: Iterable<Position>): Map<string, PositionRow> {
  return new Map(
    positionRows(positions, (query) => query)
      .filter((row) => row.value1 !== null && row.value2 !== null)
      .map((row) => [JSON.stringify([row.query, row.model]), row]),
  );
}
