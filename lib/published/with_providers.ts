import type { ColumnTable } from "arquero";
import type { PositionTable } from "./position_table.ts";

/**
 * Adds to a table with a column `model` the column `provider`, after it.
 *
 * @param counts One row per model, such as `outlierTable`.
 * @param table The scores that the models come from.
 */
export function withProviders(counts: ColumnTable, table: PositionTable): ColumnTable {
  const providers = new Map(table.models.map(({ key, provider }) => [key, provider]));
  const models = counts.array("model") as string[];
  return counts.assign({ provider: models.map((model) => providers.get(model) ?? "") } as never)
    .relocate("provider", { after: "model" } as never);
}
