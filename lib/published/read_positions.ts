import { InputError } from "../study/input_error.ts";
import type { Nudge } from "../study/scenario.ts";
import { integerCell, nudgeCell, positionCell, textCell } from "./cells.ts";
import type { ColumnSource } from "./column_source.ts";
import { scoreColumns } from "./columns.ts";
import { type PanelModel, PUBLISHED_MODELS } from "./models.ts";
import { MISSING, type ModelPositions, type PositionTable } from "./position_table.ts";

/** How a score table is read. */
export interface ReadOptions {
  /** The models that there may be. @default the 12 of the public dataset */
  readonly panel?: readonly PanelModel[];
  /** Called after each file with the rows read so far. */
  readonly onProgress?: (rows: number, total: number) => void;
}

/**
 * Reads the positions of one table that may be spread over several files (shards), in their order. Only
 * the query's columns and the position columns are read, never the responses.
 *
 * @param sources The files; all must have positions of the same models.
 * @returns The table; what is missing in the input is missing in it.
 * @throws {InputError} If a column is missing or a cell is not what it must be; names file, row and field.
 */
export async function readPositions(
  sources: readonly ColumnSource[],
  options: ReadOptions = {},
): Promise<PositionTable> {
  const panel = options.panel ?? PUBLISHED_MODELS;
  const first = sources[0];
  if (first === undefined) throw new RangeError("Expected at least one file but found none");
  const shape = scoreColumns(first.columns, panel, first.name);
  const rows = sources.reduce((sum, source) => sum + source.rows, 0);
  if (rows === 0) {
    throw new InputError("Expected at least one row but found none", { file: first.name });
  }

  const texts = (): string[] => new Array<string>(rows).fill("");
  const has = (column: string) => shape.optional.includes(column);
  const integers = (column: string) =>
    has(column) ? new Array<number | null>(rows).fill(null) : null;
  const queries = {
    value1: texts(),
    value2: texts(),
    nudge_direction: new Array<Nudge>(rows).fill("neutral"),
    query: texts(),
    query_generator: has("query_generator") ? texts() : null,
    rank: integers("rank"),
    chunk_index: integers("chunk_index"),
    entry_idx: integers("entry_idx"),
  };
  const positions = new Map<string, ModelPositions>(shape.models.map(({ key }) => [key, {
    value1: new Uint8Array(rows).fill(MISSING),
    value2: new Uint8Array(rows).fill(MISSING),
  }]));

  const setters = new Map<string, Setter>();
  for (const column of ["value1", "value2", "query"] as const) {
    setters.set(column, (row, cell, where) => queries[column][row] = textCell(cell, where));
  }
  setters.set(
    "nudge_direction",
    (row, cell, where) => queries.nudge_direction[row] = nudgeCell(cell, where),
  );
  const generators = queries.query_generator;
  if (generators !== null) {
    setters.set("query_generator", (row, cell) => generators[row] = String(cell ?? ""));
  }
  for (const column of ["rank", "chunk_index", "entry_idx"] as const) {
    const target = queries[column];
    if (target !== null) {
      setters.set(column, (row, cell, where) => target[row] = integerCell(cell, where));
    }
  }
  for (const [key, { value1, value2 }] of positions) {
    setters.set(
      `${key}_value1_position`,
      (row, cell, where) => value1[row] = positionCell(cell, where),
    );
    setters.set(
      `${key}_value2_position`,
      (row, cell, where) => value2[row] = positionCell(cell, where),
    );
  }

  let offset = 0;
  for (const source of sources) {
    if (source !== first) assertSameModels(source, shape.models, panel);
    // A shard need not have the optional columns of the first; its cells then stay empty.
    await source.read([...setters.keys()], (column, cells, firstRow) => {
      const set = setters.get(column);
      if (set === undefined) return;
      for (let i = 0; i < cells.length; i++) {
        const where = { file: source.name, row: firstRow + i + 1, field: column };
        set(offset + firstRow + i, cells[i], where);
      }
    });
    offset += source.rows;
    options.onProgress?.(offset, rows);
  }
  return { rows, models: shape.models, queries, positions };
}

type Setter = (
  row: number,
  cell: unknown,
  where: { file: string; row: number; field: string },
) => void;

function assertSameModels(
  source: ColumnSource,
  models: readonly PanelModel[],
  panel: readonly PanelModel[],
): void {
  const own = scoreColumns(source.columns, panel, source.name).models.map((model) => model.key);
  const expected = models.map((model) => model.key);
  if (own.join() !== expected.join()) {
    throw new InputError(
      `Expected positions of ${expected.join(", ")} as in the first file but found ${
        own.join(", ")
      }`,
      { file: source.name },
    );
  }
}
