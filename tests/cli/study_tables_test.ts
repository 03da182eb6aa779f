import { assert, assertEquals } from "@std/assert";
import { studyTables } from "../../lib/cli/study_tables.ts";
import type { Recall } from "../../lib/scoring/recall.ts";
import { readRubrics } from "../../lib/scoring/write_rubrics.ts";
import { cellsOf } from "../../lib/study/columns.ts";
import type { ExportTable } from "../../lib/study/export.ts";
import { simulatedRun } from "../pipeline/simulated_run.ts";

const rowsOf = async (table: ExportTable | undefined) => await Array.fromAsync(table!.rows);

Deno.test("studyTables() holds every cell of the study, flat, each row with exactly its table's columns", async () => {
  const { run, source } = await simulatedRun();
  const tables = studyTables(run, source, []);
  const rubrics = await readRubrics(source, run.rubrics);
  const counts: Record<string, number> = {};
  for (const [name, table] of Object.entries(tables)) {
    const rows = await rowsOf(table);
    counts[name] = rows.length;
    for (const row of rows) {
      cellsOf(row, table.columns);
      if (name === "topics" && row.outcome !== "answered") continue;
      for (const column of Object.keys(table.columns)) {
        assert(column in row, `${name} has a row without ${column}`);
      }
    }
    if (name === "rubrics") assertEquals(rows[0]!.value1_neutral, rubrics[0]!.value1.neutral);
  }
  assertEquals(counts.scenarios, run.scenarios.length);
  assertEquals(counts.queries, run.queries.length);
  assertEquals(counts.responses, run.queries.length * 12);
  assertEquals(counts.positions, run.positions.length);
  assertEquals(counts.verdicts, run.compliance!.verdicts.length);
  assertEquals(counts.rubrics, rubrics.length);
});

Deno.test("studyTables() has the same columns whether anything was answered or not", async () => {
  const { run, source } = await simulatedRun();
  const none = { ...run, scenarios: [], queryRows: [], rubrics: [] };
  const columns = (of: typeof run) =>
    Object.entries(studyTables(of, source, [])).map(([name, table]) => [name, table.columns]);
  assertEquals(columns(none), columns(run));
});

Deno.test("studyTables() says in every table of a simulated study that it is simulated, and in no other", async () => {
  const { run, source } = await simulatedRun();
  for (const table of Object.values(studyTables(run, source, []))) {
    assertEquals(Object.keys(table.columns).at(-1), "simulated");
    for (const row of await rowsOf(table)) assertEquals(row.simulated, true);
  }
  const real = { ...run, config: { ...run.config, simulated: false } };
  for (const table of Object.values(studyTables(real, source, []))) {
    assert(!("simulated" in table.columns));
  }
});

Deno.test("studyTables() reads texts from the journal a few hundred at a time", async () => {
  const { run, source } = await simulatedRun();
  const asked: number[] = [];
  const counting: Recall = {
    recall: (keys) => {
      asked.push(keys.length);
      return source.recall(keys);
    },
  };
  const { responses } = studyTables(run, counting, []);
  assertEquals(asked, []);
  await rowsOf(responses);
  assert(run.responses.length > 500 && Math.max(...asked) <= 500, `${asked}`);
});

Deno.test("studyTables() keeps a response that expresses no value, with a null", async () => {
  const { run, source } = await simulatedRun();
  const labels = run.labels!;
  const silent = { ...labels.expressed.at(0)!, names: [] };
  const quiet = { ...run, labels: { ...labels, expressed: [silent] } };
  const rows = await rowsOf(studyTables(quiet, source, []).expressed_values);
  assertEquals(rows.map(({ query, name, category }) => [query, name, category]), [
    [silent.query, null, null],
  ]);
});

Deno.test("studyTables() gives the subset in the order of its choice, the first with no distance", async () => {
  const { run, source } = await simulatedRun();
  const rows = await rowsOf(studyTables(run, source, []).subset);
  assert(rows.length > 1);
  assertEquals(rows.map((row) => row.query), run.subset.rows.map((row) => row.query));
  assertEquals(rows[0]!.weighted_distance, null);
  assertEquals(rows[1]!.weighted_distance, run.subset.radii[0]);
});

Deno.test("studyTables() has a row of costs for each stage and model of the journal", async () => {
  const { run, source } = await simulatedRun();
  const counts = { completions: 2, failures: 1, inputTokens: 7, cachedInputTokens: 3 };
  const total = { stage: "respond", provider: "p", model: "m", usd: 0.5, unpriced: 0 } as const;
  const { costs } = studyTables(run, source, [{ ...total, ...counts, outputTokens: 9 }]);
  assertEquals(await rowsOf(costs), [{
    ...total,
    completions: 2,
    failures: 1,
    input_tokens: 7,
    cached_input_tokens: 3,
    output_tokens: 9,
    simulated: true,
  }]);
});
