import { type FolderRun, runFolder } from "../pipeline/run_folder.ts";
import type { StudyConfig } from "../study/config.ts";
import { onInterrupt } from "./interrupt.ts";
import { notebookProgress } from "./progress.ts";

/**
 * Runs the study of a folder from a notebook, with one progress display and Stop: pressing it ends the stage, keeps
 * what was answered, and running the cell again continues.
 *
 * @param folder The study's folder, relative to the notebook.
 * @param create Makes the study with this config where the folder has none yet.
 * @throws {InputError} For a fault in the config or its files, or a model that cannot be asked.
 */
export async function runHere(folder: string, create?: StudyConfig): Promise<FolderRun> {
  using interrupt = onInterrupt();
  return await runFolder(folder, {
    ...(create ? { create } : {}),
    reporter: notebookProgress(),
    signal: interrupt.signal,
  });
}
