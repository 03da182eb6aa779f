import { InputError } from "../study/input_error.ts";
import type { PanelModel } from "./models.ts";

/** Columns of the query that a score table must have. */
export const REQUIRED_COLUMNS = ["value1", "value2", "nudge_direction", "query"] as const;

/** Columns of the query that a score table may have. */
export const OPTIONAL_COLUMNS = ["query_generator", "rank", "chunk_index", "entry_idx"] as const;

const POSITION = /^(.+)_value([12])_position$/;
const RESPONSE = /^response_(.+)$/;

/** What the columns of a score table are. */
export interface ScoreColumns {
  /** The panel's models of which the table has positions, in the panel's order. */
  readonly models: readonly PanelModel[];
  /** Which of {@linkcode OPTIONAL_COLUMNS} are there. */
  readonly optional: readonly string[];
  /** Models whose responses are there. */
  readonly responses: readonly string[];
  /** Columns that are none of these, in the file's order: they are not read. */
  readonly ignored: readonly string[];
}

/**
 * Tells a score table's columns apart by their names.
 *
 * @param columns The names, in any order.
 * @param panel The models that there may be.
 * @param file The file for errors.
 * @throws {InputError} If a column is missing, or a column's model is not of the panel.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { scoreColumns } from "./columns.ts";
 *
 * const found = scoreColumns(
 *   ["query", "value1", "value2", "nudge_direction", "o3_value1_position", "o3_value2_position", "note"],
 *   [{ key: "o3", provider: "openai" }],
 *   "scores.csv",
 * );
 * assert(found.models[0]?.key === "o3" && found.ignored[0] === "note");
 * ```
 */
export function scoreColumns(
  columns: readonly string[],
  panel: readonly PanelModel[],
  file: string,
): ScoreColumns {
  const there = new Set(columns);
  for (const field of REQUIRED_COLUMNS) requireColumn(there, field, file);
  const keys = panel.map((model) => model.key);
  const withPositions = new Set<string>();
  const responses: string[] = [];
  const ignored: string[] = [];
  for (const column of columns) {
    const model = POSITION.exec(column)?.[1] ?? RESPONSE.exec(column)?.[1];
    if (model === undefined) {
      if (![...REQUIRED_COLUMNS, ...OPTIONAL_COLUMNS].some((name) => name === column)) {
        ignored.push(column);
      }
      continue;
    }
    if (!keys.includes(model)) {
      throw new InputError(
        `Expected a model key out of ${keys.join(", ")} but found "${model}"`,
        { file, field: column },
      );
    }
    if (RESPONSE.test(column)) responses.push(model);
    else withPositions.add(model);
  }
  for (const model of withPositions) {
    for (const n of [1, 2]) requireColumn(there, `${model}_value${n}_position`, file);
  }
  if (withPositions.size === 0) {
    throw new InputError(
      "Expected columns such as o3_value1_position and o3_value2_position but found none",
      { file },
    );
  }
  return {
    models: panel.filter((model) => withPositions.has(model.key)),
    optional: OPTIONAL_COLUMNS.filter((name) => there.has(name)),
    responses,
    ignored,
  };
}

function requireColumn(there: ReadonlySet<string>, field: string, file: string): void {
  if (!there.has(field)) {
    throw new InputError("Expected a column of this name but found none", { file, field });
  }
}
