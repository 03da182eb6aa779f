/**
 * `deno task export NOTEBOOK [--out FILE]`: writes a notebook as one self-contained HTML page, beside it unless told.
 *
 * @module
 */
import { basename, dirname, join } from "node:path";
import { exportNotebook } from "../notebook/export_notebook.ts";
import { readNotebook } from "../notebook/notebook_file.ts";
import { InputError } from "../study/input_error.ts";
import { exitCode } from "./exit_code.ts";

if (import.meta.main) Deno.exit(await exitCode(() => exportPage(Deno.args)));

/** Reads the arguments, exports, and says where the page lies. */
export async function exportPage(
  args: readonly string[],
  say: (line: string) => void = console.log,
): Promise<number> {
  const at = args.indexOf("--out");
  const out = at < 0 ? undefined : args[at + 1];
  const rest = at < 0 ? args : args.toSpliced(at, 2);
  const unknown = rest.find((arg) => arg.startsWith("-"));
  if (unknown !== undefined) {
    throw new InputError(`Expected a notebook and --out FILE but found ${unknown}`);
  }
  if (at >= 0 && out === undefined) throw new InputError("Expected a file after --out");
  const [file, more] = rest;
  if (file === undefined || more !== undefined) {
    throw new InputError(`Expected the name of one notebook but found ${rest.length} names`);
  }
  say(await exportNotebookFile(file, out));
  return 0;
}

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
