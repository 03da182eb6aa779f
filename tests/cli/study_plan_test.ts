import { assert, assertEquals } from "@std/assert";
import { plannedCalls, planStudy } from "../../lib/cli/study_plan.ts";
import { CallTally } from "../../lib/pipeline/call_tally.ts";
import { rebuildStudy, runFolder } from "../../lib/pipeline/run_folder.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import type { ProgressReporter } from "../../lib/querying/progress.ts";
import { openStudy } from "../../lib/study/study.ts";
import { inFolder } from "../pipeline/simulated_run.ts";

/** The plan of a folder, from what its journal holds. */
async function planIn(folder: string) {
  await using study = await openStudy(folder, { readOnly: true });
  const tally = new CallTally(study.journal);
  const run = await rebuildStudy(study, tally);
  return { run, tally, rows: planStudy(run, tally) };
}

/** How many calls the journal holds, by stage and model. */
async function madeIn(folder: string): Promise<Map<string, number>> {
  await using study = await openStudy(folder, { readOnly: true });
  const totals = await study.journal.totals();
  return new Map(totals.map((t) => [`${t.stage} ${t.model}`, t.completions]));
}

async function planOf(over: object) {
  const folder = await Deno.makeTempDir();
  const config = { ...simulatedConfig(folder, { pairs: 10 }), ...over };
  await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify(config));
  const { rows, run } = await planIn(folder);
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

Deno.test("planStudy() says what a run asks after a parameter was changed", () =>
  inFolder(async (folder) => {
    const made = simulatedConfig(folder, { pairs: 8 });
    const config = { ...made, panel: made.panel.slice(0, 4) };
    await runFolder(folder, { create: config });
    const [changed, ...others] = config.panel;
    const panel = [{ ...changed!, parameters: { temperature: 0.25 } }, ...others];
    await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify({ ...config, panel }));
    const { rows, run } = await planIn(folder);
    const left = (stage: string) =>
      new Map(
        rows.filter((row) => row.stage === stage && row.left > 0).map((r) => [r.model.key, r.left]),
      );
    assertEquals(left("respond"), new Map([[changed!.key, run.queries.length]]));
    assertEquals(left("position").get(config.positionJudges[0]!.key), run.queries.length);
    await assertAsked(folder);
  }));

const stops: Readonly<Record<string, { readonly after?: string; readonly usd?: number }>> = {
  "after its neutral queries": { after: "neutral queries" },
  "after its embeddings": { after: "query embeddings" },
  "after its responses": { after: "panel responses" },
  "after its positions": { after: "positions" },
  "before its names of values are embedded": { after: "expressed values" },
  "by its budget, amid a stage": { usd: 0.1 },
  "by its budget, amid a later stage": { usd: 0.25 },
};
for (const [how, { after, usd }] of Object.entries(stops)) {
  Deno.test(`planStudy() says what the next run asks when one was stopped ${how}`, () =>
    inFolder(async (folder) => {
      const made = simulatedConfig(folder, { pairs: 30 });
      const config = { ...made, panel: made.panel.filter((_, i) => i % 3 === 2) };
      const stop = new AbortController();
      const reporter: ProgressReporter = {
        update: () => {},
        finish: ({ label }) => label === after && stop.abort(),
        note: () => {},
      };
      await runFolder(folder, {
        create: { ...config, ...(usd ? { budgetUsd: usd } : {}) },
        reporter,
        signal: stop.signal,
      });
      await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify(config));
      await assertAsked(folder);
    }));
}

/** Runs the study of a folder, and holds what it asks against its plan. */
async function assertAsked(folder: string): Promise<void> {
  const plan = await planIn(folder);
  assert(plan.rows.some(({ left }) => left > 0), "something is left");
  const before = await madeIn(folder);
  await runFolder(folder);
  const after = await madeIn(folder);
  const { rows, tally } = await planIn(folder);
  for (const { stage, model, left, exact } of plan.rows) {
    const id = `${stage} ${model.model}`;
    const second = tally.of(stage, model).second - plan.tally.of(stage, model).second;
    const asked = (after.get(id) ?? 0) - (before.get(id) ?? 0) - second;
    assert(exact ? asked === left : asked <= left, `${id}: ${asked} of ${left}, exact: ${exact}`);
  }
  assertEquals(rows.filter(({ left, exact }) => left > 0 || !exact), []);
}

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
    const { rows } = await planIn(folder);
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
    const { run, tally } = await planIn(folder);
    const rows = planStudy(
      { ...run, generation: { ...run.generation, cells: cells as typeof run.generation.cells } },
      tally,
    );
    const calls = (stage: string) =>
      rows.filter((row) => row.stage === stage).reduce((sum, row) => sum + row.calls, 0);
    assertEquals([calls("nudge"), calls("respond"), calls("rubric")], [2, 3 * 12, 1]);
  }));
