import { type ScoreRow, scoreTable } from "../scoring/score_table.ts";
import { familyOf, type ModelRef } from "../study/model_ref.ts";
import { countOutcomes, type OutcomeCounts } from "../study/outcome.ts";
import type { Position } from "../study/position.ts";
import type { Nudge, Query, Scenario } from "../study/scenario.ts";
import { wholeQueries } from "./whole_queries.ts";

/** A query with how far the panel parts on it. */
export interface QueryRow {
  readonly query: string;
  readonly scenario: string;
  /** The value pair: the cluster of every interval. */
  readonly pair: string;
  readonly value1: string;
  readonly value2: string;
  readonly category1: string;
  readonly category2: string;
  readonly nudge: Nudge;
  readonly generator: string;
  readonly text: string;
  /** Population SD of the panel's positions on each value; null with fewer than 2. */
  readonly std_value1: number | null;
  readonly std_value2: number | null;
  /** The larger of the two: D over the whole panel. */
  readonly disagreement: number | null;
  /** D over each family's models, by family; null with fewer than 2. */
  readonly by_family: Readonly<Record<string, number | null>>;
  /** How the cells of the query (models, samples, judges, repeats) ended; they sum to what was asked for. */
  readonly outcomes: OutcomeCounts;
}

/**
 * One row per query, in the order given, with the disagreement of the panel and of each family and the outcomes of
 * all its cells beside it.
 *
 * @param queries The queries that the panel was asked.
 * @param scenarios Their scenarios.
 * @param positions All positions, those of one query one after the other.
 * @param panel The models under test.
 */
export function queryRows(
  { queries, scenarios, positions, panel }: {
    readonly queries: readonly Query[];
    readonly scenarios: readonly Scenario[];
    readonly positions: Iterable<Position>;
    readonly panel: readonly ModelRef[];
  },
): QueryRow[] {
  const scenarioOf = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  const families = Map.groupBy(panel, familyOf);
  const sets = {
    [PANEL]: panel.map((model) => model.key),
    ...Object.fromEntries([...families].map(([f, models]) => [f, models.map((m) => m.key)])),
  };
  const scores = new Map<string, ScoreRow[]>();
  for (const piece of wholeQueries(positions)) {
    for (const row of scoreTable(piece, sets)) {
      const own = scores.get(row.query);
      if (own) own.push(row);
      else scores.set(row.query, [row]);
    }
  }
  return queries.map((query) => {
    const { id: scenario, pair, generator } = scenarioOf.get(query.scenario)!;
    const own = scores.get(query.id) ?? [];
    const all = own.find((row) => row.set === PANEL);
    return {
      query: query.id,
      scenario,
      pair: pair.id,
      value1: pair.value1.name,
      value2: pair.value2.name,
      category1: pair.value1.category,
      category2: pair.value2.category,
      nudge: query.nudge,
      generator,
      text: query.text,
      std_value1: all?.stdValue1 ?? null,
      std_value2: all?.stdValue2 ?? null,
      disagreement: all?.disagreement ?? null,
      by_family: Object.fromEntries(
        own.filter((row) => row.set !== PANEL).map((row) => [row.set, row.disagreement]),
      ),
      outcomes: all?.outcomes ?? countOutcomes([]),
    };
  });
}

/** The set of all models; no family has this name. */
const PANEL = "(panel)";
