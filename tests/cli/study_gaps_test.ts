import { assert, assertEquals } from "@std/assert";
import { gapTables } from "../../lib/cli/study_gaps.ts";
import type { ExportTable } from "../../lib/study/export.ts";
import { simulatedRun } from "../pipeline/simulated_run.ts";

Deno.test("gapTables() has every clause and finding, and evidence that leads back to responses", async () => {
  const { run } = await simulatedRun();
  const tables = gapTables(run);
  const rowsOf = async (table: ExportTable | undefined) => await Array.fromAsync(table!.rows);
  const clauses = await rowsOf(tables.clauses);
  const findings = await rowsOf(tables.findings);
  const evidence = await rowsOf(tables.evidence);
  const { spec, diagnosis } = run.compliance!;
  assertEquals(clauses.map((row) => row.clause), spec.clauses.map(({ id }) => id));
  assertEquals(findings.length, diagnosis.findings.length);
  assertEquals(findings.map((row) => row.finding), findings.map((_, i) => i + 1));
  const asked = new Map(run.queries.map(({ id, text }) => [id, text]));
  const panel = new Set(run.config.panel.map(({ key }) => key));
  assert(evidence.length > 0);
  for (const row of evidence) {
    assert(diagnosis.findings[Number(row.finding) - 1]!.queries.includes(String(row.query)));
    assertEquals(row.text, asked.get(String(row.query)));
    assert(panel.has(String(row.model)));
  }
});

Deno.test("gapTables() has no table where nothing was checked", async () => {
  const { run } = await simulatedRun();
  assertEquals(gapTables({ ...run, compliance: null }), {});
});
