import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertRejects,
  assertThrows,
} from "@std/assert";
import { createEngine } from "../../lib/querying/create_engine.ts";
import type { Ask } from "../../lib/querying/engine.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { answersOf, asksOf, completionsIn, mockProviders, MODELS } from "./mock_providers.ts";

Deno.test("createEngine() answers over all three SDKs, and then from the journal alone", async () => {
  await using at = await mockProviders();
  await using journal = await openSqliteJournal(":memory:");
  const options = { config: { providers: at.providers }, journal };
  const asks = asksOf(30);
  const first = await answersOf(options, asks);
  asks.forEach((ask, i) => {
    const answer = first.get(ask)!;
    assertEquals(answer.outcome, "answered", answer.detail ?? "");
    assertEquals(answer.text, `echo question ${i}`);
    assertEquals(answer.fromJournal, false);
  });
  assertEquals(await completionsIn(journal), 30);
  const sent = at.mock.getRequests().length;
  const again = await answersOf({ ...options, offline: true }, asks);
  for (const ask of asks) {
    assertEquals(again.get(ask), { ...first.get(ask)!, fromJournal: true });
  }
  assertEquals(at.mock.getRequests().length, sent);
});

Deno.test("createEngine() gets through a provider that throttles, fails, garbles and hangs up", async () => {
  await using at = await mockProviders({ retries: 20 });
  at.mock.setChaos({
    dropRate: 0.1,
    malformedRate: 0.1,
    disconnectRate: 0.1,
    rateLimitRate: 0.02,
  });
  await using journal = await openSqliteJournal(":memory:");
  const asks = asksOf(60);
  const answers = await answersOf({
    config: { providers: at.providers },
    journal,
    random: () => 0,
  }, asks);
  for (const ask of asks) {
    assertEquals(answers.get(ask)!.text, `echo ${ask.messages[0]!.content}`);
  }
});

Deno.test("createEngine() asks a call once that is asked for several times", async () => {
  await using at = await mockProviders();
  await using journal = await openSqliteJournal(":memory:");
  const [ask] = asksOf(1) as [Ask];
  const asks = [ask, { ...ask }, { ...ask }];
  const answers = await answersOf({
    config: { providers: at.providers },
    journal,
  }, asks);
  assertEquals(at.mock.getRequests().length, 1);
  assertEquals([...answers.values()].map((a) => a.fromJournal).sort(), [false, true, true]);
});

Deno.test("createEngine() refuses, before anything is sent, a provider without a key", async () => {
  const config = { providers: {} };
  await using journal = await openSqliteJournal(":memory:");
  const fetch = () => Promise.reject(new Error("nothing may be sent"));
  const options = { config, journal, fetch, env: () => undefined };
  const error = await assertRejects(() => answersOf(options, asksOf(3)), InputError);
  assert(/OPENAI_API_KEY.*"openai"/.test(error.message), error.message);
  const engine = createEngine(options);
  assertThrows(() => engine.check(MODELS), InputError, "OPENAI_API_KEY");
});

Deno.test("createEngine() embeds over OpenAI and Gemini with unit rows, once", async () => {
  await using at = await mockProviders();
  for (
    const [provider, model] of [
      ["openai", "text-embedding-3-large"],
      ["google", "gemini-embedding-001"],
    ] as const
  ) {
    await using journal = await openSqliteJournal(":memory:");
    await using engine = createEngine({ config: { providers: at.providers }, journal });
    const dimensions = 24;
    const options = { model: { key: "embedder", provider, model }, dimensions, label: "vectors" };
    const texts = ["north", "south", "north"];
    const rows = await engine.embed(texts, options);
    const row = (i: number) => [...rows.subarray(i * dimensions, (i + 1) * dimensions)];
    assertEquals(rows.length, 3 * dimensions);
    for (const i of [0, 1, 2]) assertAlmostEquals(Math.hypot(...row(i)), 1, 1e-6);
    assertEquals(row(0), row(2));
    assertNotEquals(row(0), row(1));
    const sent = at.mock.getRequests().length;
    assertEquals(await engine.embed(texts, options), rows);
    assertEquals(at.mock.getRequests().length, sent);
  }
});

Deno.test("createEngine() embeds with an embedder of this process", async () => {
  await using journal = await openSqliteJournal(":memory:");
  await using engine = createEngine({
    config: { providers: {} },
    journal,
    localEmbedders: { lengths: (texts) => texts.map((text) => [text.length, 1]) },
  });
  const model = { key: "lengths", provider: "local", model: "lengths" };
  const rows = await engine.embed(["a", "ab"], { model, dimensions: 2, label: "vectors" });
  [1 / Math.SQRT2, 1 / Math.SQRT2, 2 / Math.sqrt(5), 1 / Math.sqrt(5)].forEach((x, i) =>
    assertAlmostEquals(rows[i]!, x, 1e-6)
  );
});
