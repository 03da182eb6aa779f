import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { join } from "node:path";
import { openEngine } from "../../lib/pipeline/open_engine.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import { localEmbedding } from "../../lib/sampling/local_embedding.ts";
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

Deno.test("openEngine() embeds in this process where the config names the local embedder", () =>
  withTarget({
    embedder: {
      model: { key: "local", provider: "local", model: "local-hashed-ngrams-1" },
      dimensions: 64,
    },
  }, async (target) => {
    await using opened = await openEngine(target);
    const { model, dimensions } = target.config.embedder;
    const texts = ["Should I tell her?", "Should I tell him?"];
    const rows = await opened.engine.embed(texts, { model, dimensions, label: "test" });
    const expected = texts.flatMap((text) => [...localEmbedding(text, dimensions)]);
    assertEquals(rows.length, expected.length);
    expected.forEach((x, i) => assertAlmostEquals(rows[i]!, x, 1e-6));
    assertEquals(opened.simulation!.served, 0);
  }));

Deno.test("openEngine() names a local embedder that is not known before anything is asked", () =>
  withTarget({
    embedder: { model: { key: "local", provider: "local", model: "hash" }, dimensions: 8 },
  }, async (target) => {
    const error = await assertRejects(() => openEngine(target), InputError);
    assertStringIncludes(error.message, "embedder.model.model: Expected the local embedder");
    assertStringIncludes(error.message, 'found "hash"');
  }));

Deno.test("openEngine() names the key that a provider lacks before anything is sent", () =>
  withTarget({
    providers: keyless,
    rubricJudge: { key: "real", provider: "fresh", model: "real" },
  }, async (target) => {
    const error = await assertRejects(() => openEngine(target), InputError);
    assertStringIncludes(error.message, "FAULTLINE_TEST_NO_SUCH_KEY");
  }));

Deno.test("openEngine() leaves nothing behind when a model cannot be asked", () =>
  withTarget({
    providers: keyless,
    rubricJudge: { key: "real", provider: "fresh", model: "real" },
  }, async (target) => {
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners++;
      return addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listeners--;
      return removeEventListener.apply(signal, args);
    };
    await assertRejects(() => openEngine(target, { signal }), InputError);
    assertEquals(listeners, 0);
    const opened = await openEngine(target, { signal, offline: true });
    assertEquals(listeners, 1);
    await opened[Symbol.asyncDispose]();
    assertEquals(listeners, 0);
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
