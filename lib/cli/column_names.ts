import type { ExportRow } from "../study/export.ts";

/**
 * Tables with their columns named alike: small letters, digits and underscores, which need no quotes in SQL.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { plainColumns } from "./column_names.ts";
 *
 * const { costs } = plainColumns({ costs: [{ inputTokens: 7, "cyber security": true }] });
 * assert(costs![0]!.input_tokens === 7 && costs![0]!.cyber_security === true);
 * ```
 */
export function plainColumns(
  tables: Readonly<Record<string, readonly ExportRow[]>>,
): Record<string, ExportRow[]> {
  return Object.fromEntries(
    Object.entries(tables).map(([table, rows]) => [
      table,
      rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([column, cell]) => [plain(column), cell]))
      ),
    ]),
  );
}

function plain(column: string): string {
  return column.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replace(/[^A-Za-z0-9]+/g, "_").toLowerCase();
}
