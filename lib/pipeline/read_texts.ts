import type { PositionRow } from "../analysis/rows.ts";
import { type Recall, recallFrom } from "../scoring/recall.ts";
import { readResponses, type ResponseCell } from "../scoring/response_rows.ts";
import { readRubrics } from "../scoring/write_rubrics.ts";
import { providersOf } from "../study/config.ts";
import type { Response } from "../study/response.ts";
import type { Rubric } from "../study/rubric.ts";
import { openStudy, type Study } from "../study/study.ts";
import type { StudyRun } from "./run_study.ts";

/** The recall of an open study. */
export function recallOf({ journal, config }: Pick<Study, "journal" | "config">): Recall {
  return recallFrom(journal, providersOf(config));
}

/**
 * Reads the texts of some of a study's responses from its folder, also while another process runs it.
 *
 * @param folder The study's folder.
 * @param cells Some of `run.responses`: as many as shall be in memory.
 * @throws {InputError} If the folder has no study.
 *
 * @example
 * ```ts ignore
 * showResponses(await readTexts(folder, run.responses.filter((r) => r.outcome !== "answered")));
 * ```
 */
export async function readTexts(
  folder: string,
  cells: Iterable<ResponseCell>,
): Promise<Response[]> {
  await using study = await openStudy(folder, { readOnly: true });
  return await readResponses(recallOf(study), cells);
}

/** What a study knows of a scenario, or of one of its queries. */
export interface ScenarioTexts {
  readonly responses: readonly Response[];
  readonly positions: readonly PositionRow[];
  /** Null where it could not be written. */
  readonly rubric: Rubric | null;
}

/**
 * Reads what a study knows of a scenario, or of one of its queries alone, with all texts: what `showScenario` shows.
 *
 * @param run The study's run.
 * @param folder Its folder.
 * @param id Of the scenario, or of the query.
 * @throws {RangeError} If the study has neither a scenario nor a query of that id.
 * @throws {InputError} If the folder has no study.
 *
 * @example
 * ```ts ignore
 * showScenario(scenario, await readScenario(run, folder, scenario.id));
 * ```
 */
export async function readScenario(
  { scenarios, responses, positionRows, rubrics }: Pick<
    StudyRun,
    "scenarios" | "responses" | "positionRows" | "rubrics"
  >,
  folder: string,
  id: string,
): Promise<ScenarioTexts> {
  const scenario = scenarios.find((s) => s.id === id || s.queries.some((q) => q.id === id));
  if (!scenario) {
    throw new RangeError(`Expected the id of a scenario or query of the study but found "${id}"`);
  }
  const shown = scenario.id === id ? scenario.queries : scenario.queries.filter((q) => q.id === id);
  const ids = new Set(shown.map((query) => query.id));
  const isShown = (row: { readonly query: string }) => ids.has(row.query);
  await using study = await openStudy(folder, { readOnly: true });
  const source = recallOf(study);
  const [rubric = null] = await readRubrics(
    source,
    rubrics.filter((cell) => cell.scenario === scenario.id),
  );
  return {
    responses: await readResponses(source, responses.filter(isShown)),
    positions: positionRows.filter(isShown),
    rubric,
  };
}
