import { openEngine } from "../pipeline/open_engine.ts";
import { type RepairOptions, repairStudy, type StudyRepair } from "../pipeline/repair_study.ts";
import type { StudyRun } from "../pipeline/run_study.ts";
import type { Edit } from "../spec/edit.ts";
import { openStudy } from "../study/study.ts";
import { onInterrupt } from "./interrupt.ts";
import { notebookProgress } from "./progress.ts";

/**
 * Tries edits of a study's spec from a notebook, with progress and Stop. What the journal has costs no call, so that
 * the cell can be run again.
 *
 * @param run The study's run.
 * @param folder Its folder, relative to the notebook.
 * @param edits One edit or several, applied in order.
 * @throws {RangeError} If the study has no spec.
 * @throws {InputError} If the edits cannot be applied.
 */
export async function repairHere(
  run: StudyRun,
  folder: string,
  edits: Edit | readonly Edit[],
  options: RepairOptions = {},
): Promise<StudyRepair> {
  using interrupt = onInterrupt();
  const reporter = notebookProgress();
  await using study = await openStudy(folder, { note: (sentence) => reporter.note(sentence) });
  await using opened = await openEngine(study, { reporter, signal: interrupt.signal });
  return await repairStudy(run, edits, opened.engine, options);
}
