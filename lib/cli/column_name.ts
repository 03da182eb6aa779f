/**
 * The name of a column that is called after something else (a family, a topic): small letters, digits and underscores,
 * which need no quotes in SQL.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { columnName } from "./column_name.ts";
 *
 * assert(columnName("cyber security") === "cyber_security");
 * ```
 */
export function columnName(words: string): string {
  return words.replace(/[^A-Za-z0-9]+/g, "_").toLowerCase();
}
