/**
 * Writes a notebook as one self-contained HTML page; `deno task export NOTEBOOK [--out FILE]` comes here.
 *
 * @module
 */
import { basename, dirname, join } from "node:path";
import { exportNotebook } from "../notebook/export_notebook.ts";
import { readNotebook } from "../notebook/notebook_file.ts";
import { InputError } from "../study/input_error.ts";

/**
 * Exports a notebook's file.
 *
 * @param file Path of the notebook.
 * @param out Path of the page; beside the notebook unless told.
 * @returns Where the page lies.
 * @throws {InputError} If the notebook cannot be read or the page not be written.
 */
export async function exportNotebookFile(file: string, out?: string): Promise<string> {
  const text = await exportNotebook(await readNotebook(file));
  const target = out ?? join(dirname(file), `${basename(file, ".ipynb")}.html`);
  try {
    await Deno.mkdir(dirname(target), { recursive: true });
    await Deno.writeTextFile(target, text);
  } catch (error) {
    throw new InputError("Expected a place that can be written to", { file: target }, {
      cause: error,
    });
  }
  return target;
}
