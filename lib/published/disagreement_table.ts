import * as aq from "arquero";
import { disagreement } from "../scoring/disagreement.ts";
import { byProvider } from "./models.ts";
import { positionAt, type PositionTable } from "./position_table.ts";

/** The disagreement of a set of models on the rows of a table, as `lib/scoring` measures it. */
export function disagreementOf(
  table: PositionTable,
  models: readonly string[] = table.models.map((model) => model.key),
  row: number,
): ReturnType<typeof disagreement> {
  return disagreement(models.map((model) => ({
    value1: positionAt(table, model, "value1", row),
    value2: positionAt(table, model, "value2", row),
  })));
}

/**
 * The query's columns, then `std_value1`, `std_value2` and `disagreement` over all models and, with the
 * provider's key before them (`openai_disagreement`), over each provider's; null where there are fewer than
 * 2 positions.
 */
export function disagreementTable(table: PositionTable): aq.ColumnTable {
  const columns: [string, readonly unknown[]][] = [];
  for (const [name, cells] of Object.entries(table.queries)) {
    if (cells !== null) columns.push([name, cells]);
  }
  const sets: [string, readonly string[]][] = [
    ["", table.models.map((model) => model.key)],
    ...[...byProvider(table.models)].map(([provider, models]): [string, string[]] => [
      `${provider}_`,
      models,
    ]),
  ];
  for (const [prefix, models] of sets) {
    const rows = Array.from({ length: table.rows }, (_, row) => disagreementOf(table, models, row));
    columns.push(
      [`${prefix}std_value1`, rows.map((row) => row.stdValue1)],
      [`${prefix}std_value2`, rows.map((row) => row.stdValue2)],
      [`${prefix}disagreement`, rows.map((row) => row.disagreement)],
    );
  }
  return aq.table(columns);
}
