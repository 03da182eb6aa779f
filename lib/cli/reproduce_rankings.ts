import {
  comparisonSet,
  type ContestRow,
  contestsOf,
} from "../analysis/bradley_terry/comparisons.ts";
import { rankValues } from "../analysis/bradley_terry/rank_values.ts";
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
  signal?: AbortSignal,
): Promise<Made> {
  const item = (value: string) => categories?.get(value.toLowerCase()) ?? value;
  const pairs = Array.from({ length: table.rows }, (_, row) => pairAt(table, row));
  const setOf = (model: string, of: (value: string) => string) =>
    comparisonSet(contestsOf(pairs.map((pair, row): ContestRow => ({
      pair,
      item1: of(table.queries.value1[row] ?? ""),
      item2: of(table.queries.value2[row] ?? ""),
      nudge: table.queries.nudge_direction[row] ?? "neutral",
      value1: positionAt(table, model, "value1", row),
      value2: positionAt(table, model, "value2", row),
    }))));
  const tasks = table.models.map(({ key }) => {
    const values = setOf(key, (value) => value);
    const ranked = categories === null ? values : setOf(key, item);
    const replicates = ranked.items.length <= MOST_ITEMS ? REPLICATES : 0;
    return { values, ranked, splits: SPLITS, replicates };
  });
  const rankings = (await rankValues(tasks, signal && { signal })).map((ranking, i) => {
    const { key: model, provider } = table.models[i]!;
    return { model, provider, ...ranking };
  });
  const accuracies = rankings.flatMap(({ model, provider, accuracy }) =>
    accuracy === null ? [] : [{ model, provider, ...accuracy }]
  );
  const strengths = rankings.flatMap(({ model, provider, strengths }) =>
    strengths.map((one) => ({ model, provider, ...one }))
  );
  const accuracy = toTable(accuracies);
  const ranking = toTable(strengths);
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
