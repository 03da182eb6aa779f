import { flagOutliers, type OutlierOptions } from "../analysis/outliers.ts";
import { labelTables } from "../pipeline/label_tables.ts";
import { readTexts } from "../pipeline/read_texts.ts";
import type { StudyRun } from "../pipeline/run_study.ts";
import type { OutlierInput } from "./show_outliers.ts";

/**
 * Reads what the outlier explorer shows of a study: who stands alone, with the texts of these responses only and the
 * queries' topics where they were labelled.
 *
 * @param run The study's run.
 * @param folder Its folder, relative to the notebook.
 * @param options Another distance, or another share of the other models.
 * @throws {InputError} If the folder has no study.
 *
 * @example
 * ```ts ignore
 * showOutliers(await readOutliers(run, folder, { threshold: 3 }));
 * ```
 */
export async function readOutliers(
  run: StudyRun,
  folder: string,
  options: OutlierOptions = {},
): Promise<OutlierInput> {
  const flags = flagOutliers([...run.positionRows], options);
  const key = (row: { readonly query: string; readonly model: string }) =>
    `${row.query}\n${row.model}`;
  const alone = new Set(flags.filter(({ outlier }) => outlier === true).map(key));
  const cells = run.responses.filter((cell) => cell.sample === 0 && alone.has(key(cell)));
  return {
    flags,
    scenarios: run.scenarios,
    responses: await readTexts(folder, cells),
    topics: labelTables(run).topics,
  };
}
