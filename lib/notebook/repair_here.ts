import { type MendOptions, mendStudy, type StudyMend } from "../pipeline/mend_study.ts";
import { openEngine } from "../pipeline/open_engine.ts";
import { recordRun } from "../pipeline/record_run.ts";
import { type RepairOptions, repairStudy, type StudyRepair } from "../pipeline/repair_study.ts";
import type { StudyRun } from "../pipeline/run_study.ts";
import type { RecallingEngine } from "../scoring/recall.ts";
import type { Edit } from "../spec/edit.ts";
import type { Finding } from "../spec/finding.ts";
import { openStudy } from "../study/study.ts";
import { onInterrupt } from "./interrupt.ts";
import { notebookProgress } from "./progress.ts";

/**
 * Tries edits of a study's spec from a notebook, with progress and Stop, as a run of the study. What the journal has
 * costs no call, so that the cell can be run again.
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
  return await withEngine(folder, (engine) => repairStudy(run, edits, engine, options));
}

/**
 * Has a model mend a gap of a study's spec and tries the mend, from a notebook, with progress and Stop.
 *
 * @param run The study's run.
 * @param folder Its folder, relative to the notebook.
 * @param finding The gap.
 * @throws {RangeError} If the study has no spec.
 */
export async function mendHere(
  run: StudyRun,
  folder: string,
  finding: Finding,
  options: MendOptions = {},
): Promise<StudyMend> {
  return await withEngine(folder, (engine) => mendStudy(run, finding, engine, options));
}

async function withEngine<T>(
  folder: string,
  act: (engine: RecallingEngine) => Promise<T>,
): Promise<T> {
  using interrupt = onInterrupt();
  const reporter = notebookProgress();
  await using study = await openStudy(folder, { note: (sentence) => reporter.note(sentence) });
  await using opened = await openEngine(study, { reporter, signal: interrupt.signal });
  return await recordRun(study, opened.engine.signal, () => act(opened.engine));
}
