import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { openEngine } from "../../lib/pipeline/open_engine.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import { InputError } from "../../lib/study/input_error.ts";
import type { StudyConfig } from "../../lib/study/config.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { inFolder } from "./simulated_run.ts";

/** A provider with a key that no environment has. */
const keyless = {
  fresh: { api: "openai", apiKeyEnv: "FAULTLINE_TEST_NO_SUCH_KEY" },
} as const;

async function withTarget(
  over: Partial<StudyConfig>,
  body: (target: Parameters<typeof openEngine>[0]) => Promise<void>,
): Promise<void> {
  await inFolder(async (folder) => {
    await using journal = await openSqliteJournal(join(folder, "journal.sqlite"));
    await body({ config: { ...simulatedConfig(folder), ...over }, folder, journal });
  });
}

Deno.test("openEngine() starts the simulation of a simulated study, and closes it", () =>
  withTarget({}, async (target) => {
    const opened = await openEngine(target);
    const url = Object.values(opened.simulation!.providers)[0]!.baseUrl!;
    await (await fetch(url)).body?.cancel();
    await opened[Symbol.asyncDispose]();
    await assertRejects(() => fetch(url));
  }));

Deno.test("openEngine() that is offline starts no simulation and needs no key", () =>
  withTarget({
    providers: keyless,
    rubricJudge: { key: "real", provider: "fresh", model: "real" },
  }, async (target) => {
    await using opened = await openEngine(target, { offline: true });
    assertEquals(opened.simulation, null);
    assertEquals(opened.engine.spentUsd, 0);
  }));

Deno.test("openEngine() names the key that a provider lacks before anything is sent", () =>
  withTarget({
    providers: keyless,
    rubricJudge: { key: "real", provider: "fresh", model: "real" },
  }, async (target) => {
    const error = await assertRejects(() => openEngine(target), InputError);
    assertStringIncludes(error.message, "FAULTLINE_TEST_NO_SUCH_KEY");
  }));

Deno.test("openEngine() names a price table that is missing or no JSON", () =>
  withTarget({ prices: "prices.json" }, async (target) => {
    const file = join(target.folder, "prices.json");
    const missing = await assertRejects(() => openEngine(target), InputError);
    assert(missing.message.startsWith(`${file}: Expected a JSON table of prices`));
    await Deno.writeTextFile(file, "{");
    const broken = await assertRejects(() => openEngine(target), InputError);
    assert(broken.message.startsWith(`${file}: Expected JSON but line 1`));
  }));
