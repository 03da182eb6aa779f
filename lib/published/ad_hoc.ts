import type { ColumnTable } from "arquero";
import { flagOutliers } from "../analysis/outliers.ts";
import { toTable } from "../analysis/table.ts";
import type { Nudge } from "../study/scenario.ts";
import { disagreementOf } from "./disagreement_table.ts";
import { positionAt, positionRowsOf, type PositionTable, scenarioAt } from "./position_table.ts";

/** Which queries a question is about; what is not named is not asked for. */
export interface QueryFilter {
  /** One of the two values, by name. */
  readonly value?: string;
  /** The category of one of the two values; needs `categoryOf`. */
  readonly category?: string;
  /** A value's category, as a taxonomy has it. */
  readonly categoryOf?: (value: string) => string | undefined;
  readonly nudge?: Nudge;
  readonly generator?: string;
  /** A topic of the query; needs `topicsOf`. */
  readonly topic?: string;
  /** The topics of the query in a row, from 0. */
  readonly topicsOf?: (row: number) => readonly string[];
  /** The most rows of the answer. @default {20} */
  readonly limit?: number;
}

/**
 * The queries on which a set of models disagrees most: `row`, `scenario`, `value1`, `value2`, `nudge`, `query`,
 * `std_value1`, `std_value2`, `disagreement`, `n`; largest first, equals in the table's order.
 *
 * @param models Their keys. @default all
 * @throws {RangeError} If a model is not in the table, or a filter lacks what it needs.
 */
export function largestDisagreement(
  table: PositionTable,
  options: QueryFilter & { readonly models?: readonly string[] } = {},
): ColumnTable {
  const models = options.models ?? table.models.map((model) => model.key);
  models.forEach((model) => assertModel(table, model));
  const found = rowsOf(table, options).flatMap((row) => {
    const d = disagreementOf(table, models, row);
    return d.disagreement === null ? [] : [{
      ...about(table, row),
      std_value1: d.stdValue1,
      std_value2: d.stdValue2,
      disagreement: d.disagreement,
      n: Math.max(d.n1, d.n2),
    }];
  });
  found.sort((a, b) => b.disagreement - a.disagreement || a.row - b.row);
  return toTable(found.slice(0, options.limit ?? 20));
}

/**
 * One query, all models side by side: `model`, `provider`, `value1_position`, `value2_position`, `response`;
 * models with the highest first position first, those without a position last.
 *
 * @param row The row of the table, from 0.
 * @param responseOf A model's response to that query, where it is at hand.
 * @throws {RangeError} If there is no such row.
 */
export function scenarioSideBySide(
  table: PositionTable,
  row: number,
  responseOf: (model: string) => string | null = () => null,
): ColumnTable {
  if (!Number.isInteger(row) || row < 0 || row >= table.rows) {
    throw new RangeError(`Expected a row from 0 to ${table.rows - 1} but found ${row}`);
  }
  const rows = table.models.map(({ key, provider }) => ({
    model: key,
    provider,
    value1_position: positionAt(table, key, "value1", row),
    value2_position: positionAt(table, key, "value2", row),
    response: responseOf(key),
  }));
  return toTable(rows.sort((a, b) => (b.value1_position ?? -1) - (a.value1_position ?? -1)));
}

/**
 * The queries on which one model stands alone (an outlier as `lib/analysis` has it): what they are about, its
 * positions, and from how many of the others it differs by 4 or more.
 */
export function standsAlone(
  table: PositionTable,
  model: string,
  options: QueryFilter = {},
): ColumnTable {
  assertModel(table, model);
  const rows = rowsOf(table, options);
  const flags = flagOutliers(positionRowsOf(table, rows))
    .filter((flag) => flag.model === model && flag.outlier === true);
  const found = flags.map((flag) => ({
    ...about(table, Number(flag.query)),
    value1_position: flag.value1,
    value2_position: flag.value2,
    differs: Math.max(flag.differs1 ?? 0, flag.differs2 ?? 0),
  }));
  found.sort((a, b) => b.differs - a.differs || a.row - b.row);
  return toTable(found.slice(0, options.limit ?? 20));
}

/**
 * The queries on which a provider's models stand together and the others elsewhere: on one value the nearest
 * of its positions and of the others' are `gap` apart (the larger of the two values; above 0 they do not
 * overlap). Rows where either side has no position are left out; largest gap first.
 */
export function providerShares(
  table: PositionTable,
  provider: string,
  options: QueryFilter = {},
): ColumnTable {
  const own = table.models.filter((model) => model.provider === provider).map((model) => model.key);
  const others = table.models.filter((model) => model.provider !== provider).map((model) =>
    model.key
  );
  if (own.length === 0 || others.length === 0) {
    throw new RangeError(`Expected models of ${provider} and of others but found only one side`);
  }
  const found = rowsOf(table, options).flatMap((row) => {
    const sides = (["value1", "value2"] as const).flatMap((value) => {
      const [a, b] = [own, others].map((models) =>
        models.map((model) => positionAt(table, model, value, row)).filter((p) => p !== null)
      ) as [number[], number[]];
      if (a.length === 0 || b.length === 0) return [];
      const gap = Math.max(Math.min(...a) - Math.max(...b), Math.min(...b) - Math.max(...a));
      return [{ value, gap, own_mean: mean(a), others_mean: mean(b) }];
    });
    const best = sides.sort((a, b) => b.gap - a.gap)[0];
    return best === undefined || best.gap <= 0
      ? []
      : [{ ...about(table, row), on: best.value, ...best }];
  });
  found.sort((a, b) => b.gap - a.gap || a.row - b.row);
  return toTable(found.slice(0, options.limit ?? 20).map(({ value: _, ...rest }) => rest));
}

/**
 * The queries whose text has every word of the search, whatever the case; most disagreement first.
 *
 * @throws {RangeError} If the search has no word.
 */
export function searchQueries(
  table: PositionTable,
  search: string,
  options: QueryFilter = {},
): ColumnTable {
  const words = search.toLowerCase().split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) throw new RangeError("Expected a word to search for but found none");
  const found = rowsOf(table, options)
    .filter((row) => {
      const text = (table.queries.query[row] ?? "").toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .map((row) => ({
      ...about(table, row),
      disagreement: disagreementOf(table, undefined, row).disagreement,
    }));
  found.sort((a, b) => (b.disagreement ?? -1) - (a.disagreement ?? -1) || a.row - b.row);
  return toTable(found.slice(0, options.limit ?? 20));
}

function about(table: PositionTable, row: number) {
  return {
    row,
    scenario: scenarioAt(table, row),
    value1: table.queries.value1[row] ?? "",
    value2: table.queries.value2[row] ?? "",
    nudge: table.queries.nudge_direction[row] ?? "",
    query: table.queries.query[row] ?? "",
  };
}

function rowsOf(table: PositionTable, filter: QueryFilter): number[] {
  const { value, category, categoryOf, nudge, generator, topic, topicsOf } = filter;
  if (category !== undefined && categoryOf === undefined) {
    throw new RangeError("Expected categoryOf with a category but found none");
  }
  if (topic !== undefined && topicsOf === undefined) {
    throw new RangeError("Expected topicsOf with a topic but found none");
  }
  const { queries } = table;
  return Array.from({ length: table.rows }, (_, row) => row).filter((row) => {
    const values = [queries.value1[row] ?? "", queries.value2[row] ?? ""];
    return (value === undefined || values.includes(value)) &&
      (category === undefined || values.some((name) => categoryOf?.(name) === category)) &&
      (nudge === undefined || queries.nudge_direction[row] === nudge) &&
      (generator === undefined || queries.query_generator?.[row] === generator) &&
      (topic === undefined || (topicsOf?.(row) ?? []).includes(topic));
  });
}

function assertModel(table: PositionTable, model: string): void {
  if (!table.positions.has(model)) {
    throw new RangeError(
      `Expected a model out of ${[...table.positions.keys()].join(", ")} but found ${model}`,
    );
  }
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}
