import { InputError } from "../study/input_error.ts";
import { integerCell } from "./cells.ts";
import type { ColumnSource } from "./column_source.ts";
import type { ScoresMapping } from "./import_mapping.ts";
import {
  assertModelsThere,
  importedModel,
  ImportedQueries,
  type ImportedQuery,
  importedRows,
} from "./import_queries.ts";
import { MISSING, type PositionTable } from "./position_table.ts";

/** A table of scores, read. */
export interface ImportedScores {
  readonly rows: number;
  readonly table: PositionTable;
}

/**
 * Reads a table of scores into positions: one row per query, its scenario numbered in `entry_idx`.
 *
 * @param sources Its files, one after the other.
 * @throws {InputError} For a missing column, a wrong cell, or a model that has two scores of one query; names file,
 * row and field.
 */
export async function readImportedScores(
  sources: readonly ColumnSource[],
  mapping: ScoresMapping,
): Promise<ImportedScores> {
  const queries = new ImportedQueries(mapping);
  const { model, position1, position2, positions: wide, lowest } = mapping;
  const columns = [
    ...queries.columns,
    ...Object.values(wide ?? {}).flatMap(({ value1, value2 }) => [value1, value2]),
    ...[model, position1, position2].filter((name) => name !== undefined),
  ];
  const found = new Map<ImportedQuery, Map<string, [number, number]>>();
  let rows = 0;
  for await (const { cell, where } of importedRows(sources, columns)) {
    rows++;
    const query = queries.add(cell, where);
    const own = found.get(query) ?? new Map<string, [number, number]>();
    found.set(query, own);
    const at = (field: string) => positionOf(cell(field), lowest, { ...where, field });
    const put = (name: string, value1: string, value2: string) => {
      if (own.has(name)) {
        throw new InputError(
          `Expected one score per query and model but found a second of "${name}"`,
          where,
        );
      }
      own.set(name, [at(value1), at(value2)]);
    };
    if (wide) {
      for (const [name, { value1, value2 }] of Object.entries(wide)) put(name, value1, value2);
    } else {
      put(
        importedModel(cell(model!), mapping, { ...where, field: model! }),
        position1!,
        position2!,
      );
    }
  }
  if (rows === 0) {
    throw new InputError("Expected at least one row but found none", { file: sources[0]!.name });
  }
  const there = wide ? Object.keys(wide) : found.values().flatMap((own) => own.keys());
  assertModelsThere(mapping, new Set(there), {
    file: sources[0]!.name,
    ...(model === undefined ? {} : { field: model }),
  });
  const list = queries.scenarios.flatMap((scenario, entry) =>
    scenario.queries.map((query) => ({ query, entry }))
  );
  const column = (name: string, value: 0 | 1) =>
    Uint8Array.from(list, ({ query }) => found.get(query)?.get(name)?.[value] ?? MISSING);
  const models = Object.entries(mapping.models);
  return {
    rows,
    table: {
      rows: list.length,
      models: models.map(([, { key, provider }]) => ({ key, provider })),
      queries: {
        value1: list.map(({ query }) => query.value1),
        value2: list.map(({ query }) => query.value2),
        nudge_direction: list.map(({ query }) => query.nudge),
        query: list.map(({ query }) => query.text),
        query_generator: list.map(({ query }) => query.generator),
        rank: null,
        chunk_index: list.map(() => 0),
        entry_idx: list.map(({ entry }) => entry),
      },
      positions: new Map(models.map(([name, { key }]) => [key, {
        value1: column(name, 0),
        value2: column(name, 1),
      }])),
    },
  };
}

function positionOf(
  cell: unknown,
  lowest: number,
  where: { file: string; row: number; field: string },
): number {
  const score = integerCell(cell, where);
  if (score === null) return MISSING;
  if (score >= lowest && score <= lowest + 6) return score - lowest;
  throw new InputError(
    `Expected an integer from ${lowest} to ${lowest + 6} or an empty cell but found ${score}`,
    where,
  );
}
