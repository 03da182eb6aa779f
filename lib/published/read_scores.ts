import { openLocal } from "./open_local.ts";
import { readPanel } from "./panel_file.ts";
import type { PositionTable } from "./position_table.ts";
import { readPositions } from "./read_positions.ts";

/**
 * Reads a score table with the public dataset's columns: a CSV, a Parquet file, or a folder with the shards of
 * `all_models`. Columns are found by name; responses are not read. A folder may name models of its own in
 * `panel.json`.
 *
 * @throws {InputError} Naming file, row and field, for a file that is no such table.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { readScores } from "./read_scores.ts";
 *
 * const scores = await readScores("data/sample_scores.csv");
 * assert(scores.models.length === 12);
 * ```
 */
export async function readScores(path: string): Promise<PositionTable> {
  await using open = await openLocal(path);
  const panel = await readPanel(path);
  return await readPositions(open.sources, panel === undefined ? {} : { panel });
}
