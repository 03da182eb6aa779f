/**
 * `deno run -A lib/cli/check_notebooks.ts [NOTEBOOK …]`: type-checks the cells of the notebooks, all of
 * `notebooks/` unless some are named. Exits with 1 when a cell has an error.
 *
 * @module
 */
import { relative } from "node:path";
import { checkCells } from "../notebook/check_cells.ts";
import { listNotebooks } from "../notebook/project_folder.ts";
import { exitCode } from "./exit_code.ts";

if (import.meta.main) Deno.exit(await exitCode(() => checkNotebooks(Deno.args)));

/** Checks and reports, one line per error. */
export async function checkNotebooks(
  args: readonly string[],
  say: (line: string) => void = console.log,
): Promise<number> {
  const files = args.length > 0 ? args : await listNotebooks();
  const errors = await checkCells(files);
  for (const { notebook, origin, message } of errors) {
    const place = origin ? `, cell ${origin.cell}, line ${origin.line}` : "";
    say(`${relative(Deno.cwd(), notebook)}${place}: ${message}`);
  }
  say(`Checked the cells of ${files.length} notebooks: ${errors.length || "no"} errors.`);
  return errors.length > 0 ? 1 : 0;
}
