import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that the project lies in, with `notebooks/`. */
export const PROJECT_FOLDER = fileURLToPath(new URL("../../", import.meta.url));

/** Where Jupyter is set up. */
export const JUPYTER_FOLDER = join(PROJECT_FOLDER, ".venv");

/** Where the notebooks lie. */
export const NOTEBOOKS_FOLDER = join(PROJECT_FOLDER, "notebooks");

/**
 * The notebooks of a folder in reading order, which is that of their names.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { listNotebooks } from "./project_folder.ts";
 *
 * assert(Array.isArray(await listNotebooks("a folder that is not there")));
 * ```
 */
export async function listNotebooks(folder: string = NOTEBOOKS_FOLDER): Promise<string[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    return entries.filter((e) => e.isFile && e.name.endsWith(".ipynb") && !e.name.startsWith("."))
      .map((e) => join(folder, e.name)).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
