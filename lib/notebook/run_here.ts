import { type FolderRun, runFolder } from "../pipeline/run_folder.ts";
import type { StudyConfig } from "../study/config.ts";
import { failureNote } from "./failure_note.ts";
import { onInterrupt } from "./interrupt.ts";
import { notebookProgress } from "./progress.ts";
import { selfShowing } from "./self_showing.ts";
import { showStudy } from "./show_study.ts";

/**
 * Runs the study of a folder from a notebook, with one progress display and Stop: pressing it ends the stage, keeps
 * what was answered, and running the cell again continues. Calls that failed for good are told in a sentence.
 * What it gives shows the study where it is the last expression of a cell.
 *
 * @param folder The study's folder, relative to the notebook.
 * @param create Makes the study with this config where the folder has none yet.
 * @throws {InputError} For a fault in the config or its files, or a model that cannot be asked.
 */
export async function runHere(folder: string, create?: StudyConfig): Promise<FolderRun> {
  using interrupt = onInterrupt();
  const reporter = notebookProgress();
  const ended = await runFolder(folder, {
    ...(create ? { create } : {}),
    reporter,
    signal: interrupt.signal,
  });
  const note = failureNote(ended.run);
  if (note !== null) reporter.note(note);
  await reporter.settled();
  selfShowing([ended], ({ run }) => showStudy(run));
  return ended;
}
