import {
  comparisonSet,
  type ContestRow,
  contestsOf,
} from "../analysis/bradley_terry/comparisons.ts";
import { fitBradleyTerry } from "../analysis/bradley_terry/fit.ts";
import { outOfSample } from "../analysis/bradley_terry/out_of_sample.ts";
import { rankIntervals } from "../analysis/bradley_terry/rank_intervals.ts";
import { toTable } from "../analysis/table.ts";
import { accuracyFigure, valueRankingFigure } from "../figures/bradley_terry.ts";
import { pairAt, positionAt } from "../published/position_table.ts";
import type { Made, ReproduceInput, Step } from "./reproduce_step.ts";

/** As many random splits as the published replication made. */
const SPLITS = 50;

/** Fits again for the intervals of ranks. */
const REPLICATES = 200;

/** Of more items than a taxonomy's categories, which are ranked by the values themselves, no interval is made. */
const MOST_ITEMS = 100;

/** Rankings of values by what the models favor. */
export const RANKING_STEP: Step = {
  title: "Value rankings",
  figures: ["bradley_terry_accuracy", "value_rankings"],
  lacks: ({ table }) =>
    new Set(Array.from({ length: table.rows }, (_, row) => pairAt(table, row))).size < 20
      ? "needs at least 20 value pairs"
      : null,
  make: valueRankings,
};

/**
 * Bradley-Terry rankings of the categories where they are known, of the values themselves otherwise, and how well a
 * ranking of the values foretells what a model does.
 */
export async function valueRankings(
  { table, categories, simulated = false }: ReproduceInput,
): Promise<Made> {
  const item = (value: string) => categories?.get(value.toLowerCase()) ?? value;
  const pairs = Array.from({ length: table.rows }, (_, row) => pairAt(table, row));
  const accuracies: object[] = [];
  const strengths: object[] = [];
  for (const { key: model, provider } of table.models) {
    const contests = (of: (value: string) => string): ContestRow[] =>
      pairs.map((pair, row) => ({
        pair,
        item1: of(table.queries.value1[row] ?? ""),
        item2: of(table.queries.value2[row] ?? ""),
        nudge: table.queries.nudge_direction[row] ?? "neutral",
        value1: positionAt(table, model, "value1", row),
        value2: positionAt(table, model, "value2", row),
      }));
    const values = comparisonSet(contestsOf(contests((value) => value)));
    const set = categories === null ? values : comparisonSet(contestsOf(contests(item)));
    // Its workers draw and fit while this thread holds out and foretells.
    const ranked = set.clusters > 0 && set.items.length <= MOST_ITEMS
      ? rankIntervals(set, { replicates: REPLICATES })
      : null;
    if (values.clusters >= 10) {
      accuracies.push({ model, provider, ...outOfSample(values, { splits: SPLITS }) });
    }
    if (set.clusters === 0) continue;
    if (ranked !== null) {
      const { items } = await ranked;
      strengths.push(...items.map((one) => ({ model, provider, ...one })));
    } else {
      const fit = fitBradleyTerry(set);
      strengths.push(
        ...set.items.map((name, i) => ({
          model,
          provider,
          item: name,
          strength: fit.strengths[i]!,
        })),
      );
    }
  }
  const accuracy = toTable(accuracies as { model: string; provider: string; accuracy: number }[]);
  const ranking = toTable(strengths as { model: string; item: string; strength: number }[]);
  return {
    tables: [["bradley_terry_accuracy", accuracy], ["value_rankings", ranking]],
    figures: [
      ...(accuracies.length === 0
        ? []
        : [accuracyFigure(accuracy, { published: !simulated, simulated })]),
      valueRankingFigure(ranking, { simulated }),
    ],
  };
}
