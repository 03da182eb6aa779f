import { countOutcomes, type OutcomeCounts } from "../study/outcome.ts";
import type { Position } from "../study/position.ts";
import { type Disagreement, disagreement } from "./disagreement.ts";

/** How far one set of models parts on one query, and what came of the cells it was to rest on. */
export interface ScoreRow extends Disagreement {
  readonly query: string;
  /** The name of the set. */
  readonly set: string;
  /** Outcomes of all requested judgings of the set's models (models x samples x judges x repeats). */
  readonly outcomes: OutcomeCounts;
}

/**
 * Disagreement per query for any sets of models. A model's position on a value is the mean of all judgings of it
 * that have one (samples, judges and repeats alike); a model without any counts in the outcomes alone, so that a row
 * shows on how many models its number rests.
 *
 * @param positions All judgings, answered or not.
 * @param sets The sets by name, each a list of model keys; `{all: [...]}` for one.
 * @returns One row per query and set, queries in order of appearance, sets in theirs. A query on which nothing was
 * asked of a set still has its row, with counts of 0.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { scoreTable } from "./score_table.ts";
 *
 * const position = (model: string, value1: number) => ({
 *   ...{ query: "s1/neutral", model, sample: 0, judge: "j", repeat: 0, outcome: "answered" as const },
 *   ...{ value1, value2: 3, confidence: 1, reasoning: null, place: 0 },
 * });
 * const [row] = scoreTable([position("o3", 0), position("gpt_4o", 6)], { all: ["o3", "gpt_4o"] });
 * assert(row!.disagreement === 3 && row!.outcomes.answered === 2);
 * ```
 */
export function scoreTable(
  positions: Iterable<Position>,
  sets: Readonly<Record<string, readonly string[]>>,
): ScoreRow[] {
  const queries = Map.groupBy(positions, (position) => position.query);
  return [...queries].flatMap(([query, judgings]) => {
    const models = Map.groupBy(judgings, (position) => position.model);
    return Object.entries(sets).map(([set, keys]): ScoreRow => {
      const members = [...new Set(keys)].map((key) => models.get(key) ?? []);
      return {
        query,
        set,
        ...disagreement(members.map((draws) => ({
          value1: meanOf(draws, "value1"),
          value2: meanOf(draws, "value2"),
        }))),
        outcomes: countOutcomes(members.flat().map((position) => position.outcome)),
      };
    });
  });
}

function meanOf(draws: readonly Position[], value: "value1" | "value2"): number | null {
  const there = draws.flatMap((position) => position[value] ?? []);
  return there.length === 0 ? null : there.reduce((sum, x) => sum + x, 0) / there.length;
}
