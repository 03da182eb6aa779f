import { assert, assertEquals, assertRejects } from "@std/assert";
import { checkStudy } from "../../lib/pipeline/check_study.ts";
import type { StudyRun } from "../../lib/pipeline/run_study.ts";
import type { RecallingEngine } from "../../lib/scoring/recall.ts";
import type { StudyConfig } from "../../lib/study/config.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { simulatedRun } from "./simulated_run.ts";

/** An engine that must not be asked. */
const unasked = new Proxy({} as RecallingEngine, {
  get: (_, name) => {
    throw new Error(`Expected no use of the engine but found ${String(name)}`);
  },
});

const contextOf = (run: StudyRun, config: StudyConfig, folder = ".") => ({
  config,
  folder,
  engine: unasked,
  scenarios: run.scenarios,
  queries: run.queries,
  responses: run.responses,
});

Deno.test("checkStudy() has every judge give a verdict on every response of high disagreement", async () => {
  const { run } = await simulatedRun();
  const { verdicts, rows, spec, diagnosis } = run.compliance!;
  assertEquals(verdicts.length, run.high.length * 12 * 3);
  assertEquals(rows.length, run.high.length * 12);
  const high = new Set(run.high.map((row) => row.query));
  assert(verdicts.every((verdict) => high.has(verdict.query)));
  assertEquals(diagnosis.answered + diagnosis.unanswered, verdicts.length);
  const clauses = new Set(spec.clauses.map((clause) => clause.id));
  assert(diagnosis.findings.length > 0);
  assert(diagnosis.findings.every((finding) => finding.clauses.every((id) => clauses.has(id))));
  const lows = diagnosis.findings.map((finding) => finding.score.low);
  assertEquals(lows, lows.toSorted((a, b) => b - a));
});

Deno.test("checkStudy() gives null and asks nothing without a spec or judges", async () => {
  const { run } = await simulatedRun();
  const { spec: _, ...noSpec } = run.config;
  const { complianceJudges: __, ...noJudges } = run.config;
  for (const config of [noSpec, noJudges]) {
    assertEquals(await checkStudy(contextOf(run, config), run.queryRows, run.positionRows), null);
  }
});

Deno.test("checkStudy() names a spec that cannot be read before anything is asked", async () => {
  const { run } = await simulatedRun();
  const context = contextOf(run, { ...run.config, spec: "no_such_spec.md" }, "/no/such/folder");
  await assertRejects(
    () => checkStudy(context, run.queryRows, run.positionRows),
    InputError,
    "no_such_spec.md",
  );
});
