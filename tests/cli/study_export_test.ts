import { assert, assertEquals } from "@std/assert";
import { exportStudy, studyTables } from "../../lib/cli/study_export.ts";
import { readRubrics } from "../../lib/scoring/write_rubrics.ts";
import { openStudy } from "../../lib/study/study.ts";
import { inFolder, runHere, simulatedRun } from "../pipeline/simulated_run.ts";

Deno.test("studyTables() holds every cell of the study, flat", async () => {
  const { run, source } = await simulatedRun();
  const tables = await studyTables(run, source);
  const rubrics = await readRubrics(source, run.rubrics);
  const count = (name: string) => tables[name]!.length;
  assertEquals(count("scenarios"), run.scenarios.length);
  assertEquals(count("queries"), run.queries.length);
  assertEquals(count("responses"), run.queries.length * 12);
  assertEquals(count("positions"), run.positions.length);
  assertEquals(count("verdicts"), run.compliance!.verdicts.length);
  assertEquals(count("rubrics"), rubrics.length);
  const [query] = tables.queries!;
  assert("disagreement_anthropic" in query! && "cells_answered" in query);
  const [rubric] = tables.rubrics!;
  assertEquals(rubric!.value1_neutral, rubrics[0]!.value1.neutral);
  for (const [name, rows] of Object.entries(tables)) {
    for (const cell of rows.flatMap((row) => Object.values(row))) {
      assert(cell === null || typeof cell !== "object", `${name} holds ${JSON.stringify(cell)}`);
    }
  }
});

Deno.test("studyTables() keeps a response that expresses no value, with a null", async () => {
  const { run, source } = await simulatedRun();
  const labels = run.labels!;
  const silent = { ...labels.expressed.at(0)!, names: [] };
  const quiet = { ...run, labels: { ...labels, expressed: [silent] } };
  const rows = (await studyTables(quiet, source)).expressed_values!;
  assertEquals(rows.map(({ query, name, category }) => [query, name, category]), [
    [silent.query, null, null],
  ]);
});

Deno.test("studyTables() gives the subset in the order of its choice, the first with no distance", async () => {
  const { run, source } = await simulatedRun();
  const rows = (await studyTables(run, source)).subset!;
  assert(rows.length > 1);
  assertEquals(rows.map((row) => row.query), run.subset.rows.map((row) => row.query));
  assertEquals(rows[0]!.weighted_distance, null);
  assertEquals(rows[1]!.weighted_distance, run.subset.radii[0]);
});

Deno.test("exportStudy() writes each table once per format, and what was spent", () =>
  inFolder(async (folder) => {
    const { run, source } = await runHere(folder, 3);
    await using study = await openStudy(folder, { readOnly: true });
    const paths = await exportStudy(run, study, `${folder}/tables`, ["jsonl", "parquet"]);
    assertEquals(paths.length, 2 * (Object.keys(await studyTables(run, source)).length + 1));
    assert(paths.some((path) => path.endsWith("costs.jsonl")));
    for (const path of paths) assert((await Deno.stat(path)).isFile);
  }));
