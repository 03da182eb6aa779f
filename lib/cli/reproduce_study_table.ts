import { join } from "node:path";
import { readColumns } from "../published/column_source.ts";
import { openLocal } from "../published/open_local.ts";
import { InputError } from "../study/input_error.ts";
import { CONFIG_FILE } from "../study/study.ts";

/** A row of a table that `deno task study export` wrote. */
export type StudyTableRow = Readonly<Record<string, unknown>>;

/** Where an export writes a table of a study, unless told. */
export function studyTablePath(folder: string, name: string): string {
  return join(folder, "tables", `${name}.parquet`);
}

/** Whether a folder is a study with these exported tables. */
export async function hasStudyTables(folder: string, names: readonly string[]): Promise<boolean> {
  for (
    const file of [
      join(folder, CONFIG_FILE),
      ...names.map((name) => studyTablePath(folder, name)),
    ]
  ) {
    if (!await Deno.stat(file).then(({ isFile }) => isFile, () => false)) return false;
  }
  return true;
}

/**
 * The rows of an exported table, of the columns asked for.
 *
 * @throws {InputError} If it lacks a column.
 */
export async function readStudyTable(
  folder: string,
  name: string,
  columns: readonly string[],
): Promise<StudyTableRow[]> {
  const path = studyTablePath(folder, name);
  await using open = await openLocal(path);
  const [source] = open.sources;
  const field = columns.find((column) => !source!.columns.includes(column));
  if (field !== undefined) {
    throw new InputError("Expected a column of this name but found none", { file: path, field });
  }
  const cells = await readColumns(source!, columns);
  return Array.from(
    { length: source!.rows },
    (_, row) =>
      Object.fromEntries(columns.map((column) => [column, cells.get(column)![row] ?? null])),
  );
}
