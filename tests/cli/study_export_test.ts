import { assert, assertEquals } from "@std/assert";
import { exportStudy, studyTables } from "../../lib/cli/study_export.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { inFolder, simulatedRun } from "../pipeline/simulated_run.ts";

Deno.test("studyTables() holds every cell of the study, flat", async () => {
  const { run } = await simulatedRun();
  const tables = studyTables(run);
  const count = (name: string) => tables[name]!.length;
  assertEquals(count("scenarios"), run.scenarios.length);
  assertEquals(count("queries"), run.queries.length);
  assertEquals(count("responses"), run.queries.length * 12);
  assertEquals(count("positions"), run.positions.length);
  assertEquals(count("verdicts"), run.compliance!.verdicts.length);
  assertEquals(count("rubrics"), run.rubrics.rubrics.length);
  const [query] = tables.queries!;
  assert("disagreement_anthropic" in query! && "cells_answered" in query);
  const [rubric] = tables.rubrics!;
  assertEquals(rubric!.value1_neutral, run.rubrics.rubrics[0]!.value1.neutral);
  for (const [name, rows] of Object.entries(tables)) {
    for (const cell of rows.flatMap((row) => Object.values(row))) {
      assert(cell === null || typeof cell !== "object", `${name} holds ${JSON.stringify(cell)}`);
    }
  }
});

Deno.test("studyTables() keeps a response that expresses no value, with a null", async () => {
  const { run } = await simulatedRun();
  const labels = run.labels!;
  const silent = { ...labels.expressed[0]!, names: [] };
  const rows = studyTables({ ...run, labels: { ...labels, expressed: [silent] } })
    .expressed_values!;
  assertEquals(rows.map(({ query, name, category }) => [query, name, category]), [
    [silent.query, null, null],
  ]);
});

Deno.test("studyTables() gives the subset in the order of its choice, the first with no distance", async () => {
  const { run } = await simulatedRun();
  const rows = studyTables(run).subset!;
  assert(rows.length > 1);
  assertEquals(rows.map((row) => row.query), run.subset.rows.map((row) => row.query));
  assertEquals(rows[0]!.weighted_distance, null);
  assertEquals(rows[1]!.weighted_distance, run.subset.radii[0]);
});

Deno.test("exportStudy() writes each table once per format, and what was spent", () =>
  inFolder(async (folder) => {
    const { run } = await simulatedRun();
    await using journal = await openSqliteJournal(":memory:");
    const paths = await exportStudy(run, journal, folder, ["jsonl", "parquet"]);
    assertEquals(paths.length, 2 * (Object.keys(studyTables(run)).length + 1));
    assert(paths.some((path) => path.endsWith("costs.jsonl")));
    for (const path of paths) assert((await Deno.stat(path)).isFile);
  }));
