import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { cleanNotebook } from "./clean_notebook.ts";
import type { Jupyter } from "./jupyter.ts";
import { type Notebook, parseNotebook } from "./notebook_file.ts";

/** What came of running a notebook. */
export interface NotebookRun {
  /** The executed notebook, without what differs from run to run; up to the failed cell where one failed. */
  readonly notebook: Notebook;
  /** Why it stopped, or null when every cell ran. */
  readonly failure: CellFailure | null;
}

/** The cell that failed, and how. */
export interface CellFailure {
  /** Its place among all cells, from 1. */
  readonly cell: number;
  /** The error's name. */
  readonly name: string;
  readonly message: string;
  readonly traceback: readonly string[];
}

/** How to run a notebook. */
export interface RunOptions {
  /** Seconds that one cell may take. */
  readonly cellSeconds?: number;
  /** Environment variables for the kernel. */
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * Runs all cells of a notebook on a fresh Deno kernel, in the notebook's folder, and reads every output. The file
 * itself is not changed.
 *
 * @param file Path of the notebook.
 * @param jupyter What {@linkcode "./jupyter.ts".setUpJupyter} resolved to.
 * @returns The executed notebook; a failed cell is told in `failure`, not thrown.
 * @throws {Error} If the runner itself broke.
 *
 * @example
 * ```ts ignore
 * import { setUpJupyter } from "./jupyter.ts";
 * import { runNotebook } from "./run_notebook.ts";
 *
 * const { failure } = await runNotebook("notebooks/00_quickstart.ipynb", await setUpJupyter(".venv"));
 * ```
 */
export async function runNotebook(
  file: string,
  jupyter: Jupyter,
  options: RunOptions = {},
): Promise<NotebookRun> {
  const path = resolve(file);
  const runner = fileURLToPath(new URL("execute.py", import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(jupyter.python, {
    args: [runner, path, dirname(path), String(options.cellSeconds ?? 1800)],
    env: { ...jupyter.variables, ...options.variables },
    stdin: "null",
  }).output();
  if (!success) {
    const said = new TextDecoder().decode(stderr).trim().split("\n").slice(-8).join("\n");
    throw new Error(`Expected ${file} to be run but the runner ended with: ${said}`);
  }
  const result = JSON.parse(new TextDecoder().decode(stdout)) as {
    notebook: unknown;
    failure: CellFailure | null;
  };
  const { failure } = result;
  return {
    notebook: cleanNotebook(parseNotebook(JSON.stringify(result.notebook), file)),
    failure: failure && { ...failure, cell: failure.cell + 1 },
  };
}

/**
 * Tells Jupyter that this notebook's outputs came from running it here, as Jupyter does itself for what is run in it:
 * then JupyterLab shows them with their scripts, while those of a notebook from elsewhere are shown without.
 *
 * @param file Path of an executed notebook, as it was written.
 * @throws {Error} If Jupyter did not take it.
 */
export async function trustNotebook(file: string, jupyter: Jupyter): Promise<void> {
  const { success, stderr } = await new Deno.Command(jupyter.python, {
    args: ["-m", "nbformat.sign", resolve(file)],
    env: { ...jupyter.variables },
    stdin: "null",
    stdout: "null",
  }).output();
  if (!success) {
    const said = new TextDecoder().decode(stderr).trim();
    throw new Error(`Expected ${file} to be signed but found: ${said}`);
  }
}
