import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertGreater,
  assertRejects,
} from "@std/assert";
import { join } from "node:path";
import { readTexts } from "../../lib/pipeline/read_texts.ts";
import { loadFolder, runFolder } from "../../lib/pipeline/run_folder.ts";
import type { StudyRun } from "../../lib/pipeline/run_study.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import { type ProgressReporter, silent } from "../../lib/querying/progress.ts";
import { proposeEditPrompt } from "../../lib/spec/prompts/propose_edit.ts";
import { LOCAL_PROVIDER, modelsOf } from "../../lib/study/config.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { openStudy } from "../../lib/study/study.ts";
import { inFolder, plain, runHere } from "./simulated_run.ts";

const PAIRS = 24;

/** Stops a run when the panel has given so many responses. */
const stopAt = (stop: AbortController, responses: number): ProgressReporter => ({
  ...silent,
  update({ done, label }) {
    if (/respon/.test(label) && done >= responses) stop.abort(new Error("stopped by a test"));
  },
});

/** How many completions the journal of a folder holds. */
async function completions(folder: string): Promise<number> {
  await using study = await openStudy(folder, { readOnly: true });
  const totals = await study.journal.totals();
  return totals.reduce((sum, total) => sum + total.completions, 0);
}

Deno.test("a second run sends nothing, and a load with no network gives the same", () =>
  inFolder(async (folder) => {
    const first = await runHere(folder, PAIRS);
    assertGreater(first.served, 1000);
    const second = await runHere(folder, PAIRS);
    assertEquals(second.served, 0);
    assertEquals(plain(second.run), plain(first.run));
    const loaded = await loadFolder(folder);
    assertEquals(plain(loaded), plain(first.run));
  }));

Deno.test("a run's manifest holds the words of every prompt that was asked, and of the one that mends a spec", () =>
  inFolder(async (folder) => {
    await runFolder(folder, { create: simulatedConfig(folder, { pairs: 3 }) });
    await using study = await openStudy(folder, { readOnly: true });
    const { prompts, asked } = (await study.manifest())!;
    const ids = prompts.map(({ name, version }) => `${name}@${version}`);
    assertEquals(asked.map(({ prompt }) => prompt).filter((id) => !ids.includes(id)), []);
    assert(ids.includes(proposeEditPrompt.id), ids.join());
  }));

Deno.test("a run that its signal stops keeps what it has, and the next continues without paying twice", () =>
  inFolder(async (folder) => {
    const create = simulatedConfig(folder, { pairs: PAIRS });
    const stop = new AbortController();
    const first = await runFolder(folder, {
      create,
      reporter: stopAt(stop, 100),
      signal: stop.signal,
    });
    assert(first.stopped);
    assert(first.run.responses.some(({ outcome }) => outcome === "answered"));
    assert(first.run.responses.some(({ outcome }) => outcome === "not_run"));
    const half = await completions(folder);
    const texts = async ({ responses }: StudyRun) =>
      (await readTexts(folder, responses)).map((r) => [r.query, r.model, r.text]);
    assertEquals(await texts(await loadFolder(folder)), await texts(first.run));

    const second = await runFolder(folder);
    assert(!second.stopped);
    const whole = await completions(folder);
    assertGreater(whole, half);
    await inFolder(async (other) => {
      const straight = await runFolder(other, { create: simulatedConfig(other, { pairs: PAIRS }) });
      assertEquals(await completions(other), whole);
      assertAlmostEquals(first.spentUsd + second.spentUsd, straight.spentUsd, 1e-9);
      assertEquals(plain(second.run.positions), plain(straight.run.positions));
    });
  }));

Deno.test("runFolder() tells where the rate control of each provider stood at the end", () =>
  inFolder(async (folder) => {
    const create = simulatedConfig(folder, { pairs: 1 });
    const { lanes } = await runFolder(folder, { create });
    const asked = new Set(modelsOf(create).map(([, { provider }]) => provider));
    asked.delete(LOCAL_PROVIDER);
    assertEquals(new Set(lanes.map(({ provider }) => provider)), asked);
    for (const { inFlight, limit, pausedSeconds } of lanes) {
      assertEquals([inFlight, pausedSeconds], [0, 0]);
      assertGreater(limit, 0);
    }
    assertEquals(JSON.parse(JSON.stringify(lanes)), lanes);
  }));

Deno.test("runFolder() records how each run ended", () =>
  inFolder(async (folder) => {
    const stopped = AbortSignal.abort(new Error("stopped at once"));
    await runFolder(folder, { create: simulatedConfig(folder, { pairs: 1 }), signal: stopped });
    await runFolder(folder);
    await using study = await openStudy(folder, { readOnly: true });
    assertEquals((await study.manifest())!.runs.map((run) => run.end), ["stopped", "finished"]);
  }));

Deno.test("loadFolder() names the study.json that is not there and makes nothing", () =>
  inFolder(async (folder) => {
    const error = await assertRejects(() => loadFolder(folder), InputError);
    assert(error.message.startsWith(join(folder, "study.json")));
    assertEquals([...Deno.readDirSync(folder)], []);
  }));
