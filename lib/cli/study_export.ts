import type { StudyRun } from "../pipeline/run_study.ts";
import { type ExportFormat, type ExportRow, exportTables } from "../study/export.ts";
import type { Journal } from "../study/journal.ts";

/** The tables of a study as plain rows, nested values flattened to columns. */
export function studyTables(run: StudyRun): Record<string, ExportRow[]> {
  const rows = (items: readonly object[]) =>
    items.map((item): ExportRow => Object.fromEntries(Object.entries(item)));
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
    generation: rows(run.generation.cells),
    responses: rows(run.responses),
    rubrics: run.rubrics.rubrics.map(({ scenario, judge, value1, value2 }) => ({
      scenario,
      judge,
      ...prefixed("value1_", value1),
      ...prefixed("value2_", value2),
    })),
    positions: rows(run.positions),
    mean_positions: rows(run.positionRows),
    ...(run.labels
      ? {
        topics: run.labels.topics.map(({ topics, ...row }) => ({ ...row, ...topics })),
        response_types: rows(run.labels.responseTypes),
        fits: rows(run.labels.fits),
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
        verdicts: run.compliance.verdicts.map(({ clauses, ...row }) => ({
          ...row,
          clauses: clauses.map(({ id }) => `#${id}`).join(" "),
        })),
      }
      : {}),
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
  journal: Journal,
  folder: string,
  formats: readonly ExportFormat[],
): Promise<string[]> {
  const costs = (await journal.totals()).map((total) => ({ ...total }));
  return await exportTables(folder, { ...studyTables(run), costs }, formats);
}

function prefixed(prefix: string, values: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([k, v]) => [`${prefix}${k}`, v]));
}
