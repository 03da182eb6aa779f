/**
 * `deno task export NOTEBOOK_OR_FOLDER [--out FILE]`: writes a notebook, or the study of a folder, as one self-contained
 * HTML page: beside the notebook, or `report.html` in the folder, unless told.
 *
 * @module
 */
import { basename, dirname, join } from "node:path";
import { exportNotebook } from "../notebook/export_notebook.ts";
import { readNotebook } from "../notebook/notebook_file.ts";
import { loadFolder } from "../pipeline/run_folder.ts";
import { studyReport } from "../pipeline/study_report.ts";
import { InputError } from "../study/input_error.ts";
import { EXIT, runMain } from "./exit.ts";
import { readArguments } from "./read_arguments.ts";

const USAGE = `Usage: deno task export NOTEBOOK_OR_FOLDER [--out FILE]

Writes a notebook, or the report of a study's folder, as one HTML page that needs nothing else. A study's report is made
from its journal alone: no key, no network.

Options
  --out FILE  the page (default: beside the notebook, or report.html in the study's folder)
  -h, --help  print this`;

/** Reads the arguments, exports, and says where the page lies. */
export async function exportPage(
  args: readonly string[],
  say: (line: string) => void = console.log,
): Promise<number> {
  const { values, names } = readArguments("export", args, { out: { type: "string" } });
  if (values.help) {
    say(USAGE);
    return EXIT.ok;
  }
  const { out } = values;
  const [file, more] = names;
  if (file === undefined || more !== undefined) {
    throw new InputError(
      `Expected the name of one notebook or folder but found ${names.length} names; see "deno task export --help"`,
    );
  }
  const there = await Deno.stat(file).catch((cause) => {
    throw new InputError("Expected a notebook or the folder of a study but found none", { file }, {
      cause,
    });
  });
  const isFolder = there.isDirectory;
  say(await (isFolder ? exportStudyFolder(file, out) : exportNotebookFile(file, out)));
  return EXIT.ok;
}

/**
 * Exports the study of a folder, from its journal alone.
 *
 * @param folder The study's folder.
 * @param out Path of the page; `report.html` in the folder unless told.
 * @returns Where the page lies.
 * @throws {InputError} If the folder has no study or the page cannot be written.
 */
export async function exportStudyFolder(folder: string, out?: string): Promise<string> {
  const { html } = studyReport(await loadFolder(folder));
  return await writePage(out ?? join(folder, "report.html"), html);
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
  return await writePage(out ?? join(dirname(file), `${basename(file, ".ipynb")}.html`), text);
}

async function writePage(target: string, text: string): Promise<string> {
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

if (import.meta.main) await runMain(() => exportPage(Deno.args));
