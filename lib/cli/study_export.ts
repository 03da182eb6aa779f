import { recallOf } from "../pipeline/read_texts.ts";
import type { StudyRun } from "../pipeline/run_study.ts";
import { readVerdicts } from "../scoring/judge_compliance.ts";
import { readFits, readTypes } from "../scoring/label_responses.ts";
import { readPlacements } from "../scoring/place_responses.ts";
import type { Recall } from "../scoring/recall.ts";
import { readResponses } from "../scoring/response_rows.ts";
import { readRubrics } from "../scoring/write_rubrics.ts";
import { type ExportFormat, type ExportRow, exportTables } from "../study/export.ts";
import { familyOf } from "../study/model_ref.ts";
import type { Study } from "../study/study.ts";
import { plainColumns } from "./column_names.ts";
import { gapTables } from "./study_gaps.ts";

/**
 * The tables of a study as plain rows, nested values flattened to columns, with all texts.
 *
 * @param source Reads the texts from the study's journal.
 */
export async function studyTables(
  run: StudyRun,
  source: Recall,
): Promise<Record<string, ExportRow[]>> {
  const rows = async (items: Iterable<object> | AsyncIterable<object>) =>
    await Array.fromAsync(items, (item): ExportRow => ({ ...item }));
  const rubrics = await readRubrics(source, run.rubrics);
  return {
    scenarios: run.scenarios.map(({ id, pair, generator, queries }) => ({
      scenario: id,
      pair: pair.id,
      value1: pair.value1.name,
      category1: pair.value1.category,
      domain1: pair.value1.domain,
      value2: pair.value2.name,
      category2: pair.value2.category,
      domain2: pair.value2.domain,
      generator,
      queries: queries.length,
    })),
    queries: run.queryRows.map(({ by_family, outcomes, ...row }) => ({
      ...row,
      ...prefixed("disagreement_", by_family),
      ...prefixed("cells_", outcomes),
    })),
    generation: await rows(run.generation.cells),
    responses: await rows(await readResponses(source, run.responses)),
    rubrics: rubrics.map(({ scenario, judge, value1, value2 }) => ({
      scenario,
      judge,
      ...prefixed("value1_", value1),
      ...prefixed("value2_", value2),
    })),
    positions: await rows(readPlacements(source, run.positions)),
    mean_positions: await rows(run.positionRows),
    ...(run.labels
      ? {
        topics: run.labels.topics.map(({ topics, ...row }) => ({ ...row, ...topics })),
        response_types: await rows(readTypes(source, run.labels.responseTypes)),
        fits: await rows(readFits(source, run.labels.fits)),
        expressed_values: run.labels.expressed.flatMap(({ names, ...row }) =>
          (names?.length ? names : [null]).map((name) => ({
            ...row,
            name,
            category: name === null ? null : run.labels!.categories.get(name)?.category ?? null,
          }))
        ),
      }
      : {}),
    ...(run.compliance
      ? {
        verdicts: await Array.fromAsync(
          readVerdicts(source, run.compliance.verdicts),
          ({ clauses, ...row }) => ({
            ...row,
            clauses: clauses.map(({ id }) => `#${id}`).join(" "),
          }),
        ),
      }
      : {}),
    ...gapTables(run),
    models: run.config.panel.map((model) => ({
      model: model.key,
      provider: model.provider,
      name: model.model,
      family: familyOf(model),
    })),
    subset: run.subset.rows.map((row, i) => ({
      place: i,
      query: row.query,
      disagreement: row.disagreement,
      // The first has nothing before it to be distant from.
      weighted_distance: i === 0 ? null : run.subset.radii[i - 1] ?? null,
    })),
  };
}

/** Writes the tables of a study, and what it cost, into a folder; returns the paths. */
export async function exportStudy(
  run: StudyRun,
  study: Study,
  folder: string,
  formats: readonly ExportFormat[],
): Promise<string[]> {
  const costs = (await study.journal.totals()).map((total) => ({ ...total }));
  const tables = await studyTables(run, recallOf(study));
  const all = plainColumns({ ...tables, costs });
  return await exportTables(folder, run.config.simulated ? marked(all) : all, formats);
}

/** No row of a simulated study may pass for a real one. */
function marked(tables: Readonly<Record<string, readonly ExportRow[]>>) {
  return Object.fromEntries(
    Object.entries(tables).map(([table, rows]) => [
      table,
      rows.map((row) => ({ ...row, simulated: true })),
    ]),
  );
}

function prefixed(prefix: string, values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([k, v]) => [`${prefix}${k}`, v]));
}
