import { assert, assertEquals, assertRejects } from "@std/assert";
import { allPrompts } from "../../lib/pipeline/all_prompts.ts";
import { recordRun } from "../../lib/pipeline/record_run.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import { openStudy } from "../../lib/study/study.ts";
import { inFolder } from "./simulated_run.ts";

Deno.test("recordRun() writes each run into the manifest, with its prompts and how it ended", () =>
  inFolder(async (folder) => {
    await using study = await openStudy(folder, { create: simulatedConfig(folder, { pairs: 1 }) });
    const stop = new AbortController();
    const ends = async () => (await study.manifest())!.runs.map(({ end }) => end);
    const during = await recordRun(study, stop.signal, ends);
    assertEquals(during, [null]);
    const fail = () => Promise.reject(new Error("no"));
    await assertRejects(() => recordRun(study, stop.signal, fail), Error, "no");
    stop.abort();
    assertEquals(await recordRun(study, stop.signal, () => Promise.resolve(7)), 7);
    await assertRejects(() => recordRun(study, stop.signal, fail), Error, "no");
    assertEquals(await ends(), ["finished", "failed", "stopped", "stopped"]);
    const { prompts, runs } = (await study.manifest())!;
    assertEquals(prompts.map(({ name }) => name), allPrompts.map(({ name }) => name));
    assert(runs.every(({ endedAt }) => endedAt !== null));
  }));
