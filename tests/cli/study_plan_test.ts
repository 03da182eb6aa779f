import { assert, assertEquals } from "@std/assert";
import { plannedCalls, planStudy } from "../../lib/cli/study_plan.ts";
import { loadFolder, runFolder } from "../../lib/pipeline/run_folder.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import { positionPrompt } from "../../lib/scoring/prompts/mod.ts";
import type { ModelRef } from "../../lib/study/model_ref.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { openStudy } from "../../lib/study/study.ts";
import { inFolder } from "../pipeline/simulated_run.ts";
import { sampleCall, sampleCompletion } from "../study/samples.ts";

async function planOf(over: object) {
  const folder = await Deno.makeTempDir();
  const config = { ...simulatedConfig(folder, { pairs: 10 }), ...over };
  await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify(config));
  await using journal = await openSqliteJournal(":memory:");
  const run = await loadFolder(folder);
  const rows = await planStudy(run, journal);
  const planned = await plannedCalls(rows, run.config, folder);
  await Deno.remove(folder, { recursive: true });
  const calls = (stage: string) =>
    rows.filter((row) => row.stage === stage).reduce((sum, row) => sum + row.calls, 0);
  return { rows, planned, calls };
}

Deno.test("planStudy() counts every stage of a study that has not begun, by the config", async () => {
  const { rows, calls } = await planOf({ samples: 2, positionRepeats: 3 });
  assertEquals(calls("generate"), 10);
  assertEquals(calls("nudge"), 20);
  assertEquals(calls("respond"), 30 * 12 * 2);
  assertEquals(calls("rubric"), 10);
  assertEquals(calls("position"), 30 * 2 * 3);
  assertEquals(calls("topic"), 30);
  assertEquals(calls("comply"), 30 * 12 * 2 * 3);
  assert(rows.every(({ left, calls, inJournal }) => left === calls && inJournal === 0));
});

Deno.test("planStudy() counts answers to a prompt's former words as calls that are left", async () => {
  const folder = await Deno.makeTempDir();
  const config = simulatedConfig(folder, { pairs: 10 });
  await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify(config));
  await using journal = await openSqliteJournal(":memory:");
  const [{ provider, model }] = config.positionJudges as [ModelRef];
  for (const [i, prompt] of ["position@99", "position@99", positionPrompt.id].entries()) {
    const call = sampleCall(i, { stage: "position", prompt, provider, model });
    await journal.append(sampleCompletion(i, {}, call));
  }
  const rows = await planStudy(await loadFolder(folder), journal);
  await Deno.remove(folder, { recursive: true });
  const { inJournal, left } = rows.find(({ stage }) => stage === "position")!;
  assertEquals([inJournal, left], [1, 29]);
});

Deno.test("planStudy() keeps to what a thinning leaves", async () => {
  const { calls } = await planOf({ diversity: { k: 5, threshold: 0 } });
  assertEquals([calls("respond"), calls("position"), calls("rubric")], [5 * 12, 5, 5]);
});

Deno.test("planStudy() has no row for labels, verdicts and embeddings that the config does not ask for", async () => {
  const { rows } = await planOf({
    labelJudge: undefined,
    spec: undefined,
    complianceJudges: undefined,
    embedder: { model: { key: "local", provider: "local", model: "hash" }, dimensions: 8 },
  });
  const stages = new Set(rows.map(({ stage }) => stage));
  assertEquals([...stages], ["generate", "nudge", "respond", "rubric", "position"]);
});

Deno.test("plannedCalls() gives labels and verdicts a range from none to all while disagreement is unknown", async () => {
  const { planned } = await planOf({});
  const comply = planned.find(({ stage }) => stage === "comply")!;
  assertEquals(comply.range, [0, comply.calls]);
  assert(comply.tokens!.input > 2_000, "the whole spec stands in the prompt");
  assertEquals(planned.find(({ stage }) => stage === "respond")!.range, undefined);
});

Deno.test("planStudy() leaves nothing of a finished study, whatever was declined or thinned out", () =>
  inFolder(async (folder) => {
    const made = simulatedConfig(folder, { pairs: 30 });
    const config = { ...made, panel: made.panel.filter((_, i) => i % 3 === 2) };
    const { run } = await runFolder(folder, { create: config });
    assert(run.generation.outcomes.generate.declined > 0, "a neutral query is missing");
    assert(run.queries.length < run.generated.length, "queries are thinned out");
    assert(run.high.length > 0, "labels and verdicts are asked for");
    await using study = await openStudy(folder, { readOnly: true });
    const rows = await planStudy(run, study.journal);
    assertEquals(rows.filter(({ left, inJournal, calls }) => left > 0 || inJournal < calls), []);
    const planned = await plannedCalls(rows, config, folder);
    assertEquals(planned.filter(({ calls }) => calls > 0), []);
  }));

Deno.test("planStudy() counts queries that are still to be written at their most, and lost ones not at all", () =>
  inFolder(async (folder) => {
    const base = { generator: "generator_claude", detail: null };
    const cells = [
      { ...base, pair: "p1", nudge: "neutral", end: "declined" },
      { ...base, pair: "p1", nudge: "value1", end: "not_run" },
      { ...base, pair: "p1", nudge: "value2", end: "not_run" },
      { ...base, pair: "p2", nudge: "neutral", end: "failed" },
      { ...base, pair: "p2", nudge: "value1", end: "not_run" },
      { ...base, pair: "p2", nudge: "value2", end: "not_run" },
    ];
    const config = simulatedConfig(folder, { pairs: 2 });
    await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify(config));
    const run = await loadFolder(folder);
    await using journal = await openSqliteJournal(":memory:");
    const rows = await planStudy(
      { ...run, generation: { ...run.generation, cells: cells as typeof run.generation.cells } },
      journal,
    );
    const calls = (stage: string) =>
      rows.filter((row) => row.stage === stage).reduce((sum, row) => sum + row.calls, 0);
    assertEquals([calls("nudge"), calls("respond"), calls("rubric")], [2, 3 * 12, 1]);
  }));
