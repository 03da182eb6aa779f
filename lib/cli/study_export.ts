import { recallOf } from "../pipeline/read_texts.ts";
import type { StudyRun } from "../pipeline/run_study.ts";
import { type ExportFormat, exportTables } from "../study/export.ts";
import type { Study } from "../study/study.ts";
import { studyTables } from "./study_tables.ts";

/** Writes the tables of a study, and what it cost, into a folder; returns the paths. */
export async function exportStudy(
  run: StudyRun,
  study: Study,
  folder: string,
  formats: readonly ExportFormat[],
): Promise<string[]> {
  const tables = studyTables(run, recallOf(study), await study.journal.totals());
  return await exportTables(folder, tables, formats);
}
