/**
 * `deno task notebooks [--check] [NOTEBOOK …]`: runs notebooks headless on the Deno kernel, all of `notebooks/`
 * unless some are named, and writes them back executed. With `--check` nothing is written. Exits with 1 when a
 * cell fails; that notebook is left as it was.
 *
 * @module
 */
import { relative } from "node:path";
import { setUpJupyter } from "../notebook/jupyter.ts";
import { formatNotebook, readNotebook } from "../notebook/notebook_file.ts";
import { JUPYTER_FOLDER, listNotebooks } from "../notebook/project_folder.ts";
import { runNotebook, trustNotebook } from "../notebook/run_notebook.ts";
import { standWhereCalled } from "./called_from.ts";
import { visibleText } from "../notebook/visible_text.ts";
import { exitCode } from "./exit_code.ts";
import { readArguments } from "./read_arguments.ts";

const USAGE = `Usage: deno task notebooks [--check] [NOTEBOOK ...]

Runs notebooks headless on the Deno kernel, all of notebooks/ unless some are named, and writes them back executed. The
first run sets Jupyter up in .venv/. Exits with 1 when a cell fails; that notebook is left as it was.

Options
  --check     write nothing back
  -h, --help  print this`;

/** Runs one notebook after the other and says how each went. */
export async function notebooks(
  args: readonly string[],
  say: (line: string) => void = console.log,
): Promise<number> {
  const { values, names: named } = readArguments("notebooks", args, { check: { type: "boolean" } });
  if (values.help) {
    say(USAGE);
    return 0;
  }
  const files = named.length > 0 ? named : await listNotebooks();
  // Before the set-up, which may take a while.
  for (const file of files) await readNotebook(file);
  const jupyter = await setUpJupyter(JUPYTER_FOLDER, {
    python: Deno.env.get("FAULTLINE_PYTHON"),
    say,
  });
  let failed = 0;
  for (const file of files) {
    const name = relative(Deno.cwd(), file);
    const start = performance.now();
    const { notebook, failure } = await runNotebook(file, jupyter);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    if (failure) {
      failed++;
      const told = failure.traceback.length > 0
        ? failure.traceback.join("\n  ")
        : `${failure.name}: ${failure.message}`;
      say(visibleText(`${name}, cell ${failure.cell}: ${told}`));
      continue;
    }
    if (!values.check) {
      await Deno.writeTextFile(file, formatNotebook(notebook));
      await trustNotebook(file, jupyter);
    }
    say(`${name}: ${countExecuted(notebook.cells)} cells in ${seconds} s`);
  }
  say(`Ran ${files.length} notebooks: ${failed || "none"} failed.`);
  return failed > 0 ? 1 : 0;
}

function countExecuted(cells: readonly { cell_type: string; execution_count?: unknown }[]): number {
  return cells.filter((cell) => typeof cell.execution_count === "number").length;
}

if (import.meta.main) {
  standWhereCalled();
  Deno.exit(await exitCode(() => notebooks(Deno.args)));
}
