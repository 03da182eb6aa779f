import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import { createEngine } from "../../lib/querying/create_engine.ts";
import { embeddingKey } from "../../lib/querying/embedding.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { journalText } from "./journal_text.ts";

const MODEL = { key: "embedder", provider: "google", model: "gemini-embedding-001" };
const config = {
  providers: { google: { api: "google" as const, baseUrl: "http://test.invalid", retries: 1 } },
};
const vector = (text: string) => [text.length, 1];

/** Gemini's embeddings, with or without batches. */
function gemini(batches: boolean) {
  const state = { batch: 0, single: 0 };
  const fetch = (async (input: string, init: RequestInit) => {
    await Promise.resolve();
    const body = JSON.parse(init.body as string);
    // deno-lint-ignore no-explicit-any
    const values = (request: any) => ({ values: vector(request.content.parts[0].text) });
    if (input.endsWith(":batchEmbedContents")) {
      state.batch++;
      if (!batches) return Response.json({ error: { message: "not found" } }, { status: 404 });
      return Response.json({ embeddings: body.requests.map(values) });
    }
    state.single++;
    return Response.json({ embedding: values(body) });
  }) as unknown as typeof globalThis.fetch;
  return { state, fetch };
}

Deno.test("embed() asks for many texts at once where the endpoint can, one by one where not", async () => {
  const texts = Array.from({ length: 250 }, (_, i) => "x".repeat(i + 1));
  const rows: Float32Array[] = [];
  for (const batches of [true, false]) {
    const { state, fetch } = gemini(batches);
    await using journal = await openSqliteJournal(":memory:");
    await using engine = createEngine({ config, journal, fetch });
    rows.push(await engine.embed(texts, { model: MODEL, dimensions: 2, label: "v" }));
    if (batches) assertEquals(state, { batch: 3, single: 0 });
    else assertEquals(state.single, 250);
  }
  assertEquals(rows[0], rows[1]);
  texts.forEach((text, i) => {
    const length = Math.hypot(...vector(text));
    assertEquals(rows[0]![2 * i], Math.fround(text.length / length));
  });
});

Deno.test("embed() throws where a text cannot be embedded, naming it, and keeps the others", async () => {
  const { fetch } = gemini(true);
  await using journal = await openSqliteJournal(":memory:");
  const embedders = { odd: (texts: readonly string[]) => texts.map((t) => [t === "no" ? 0 : 1]) };
  await using engine = createEngine({ config, journal, fetch, localEmbedders: embedders });
  const model = { key: "odd", provider: "local", model: "odd" };
  const options = { model, dimensions: 1, label: "v" };
  await assertRejects(() => engine.embed(["no"], options), Error, 'Expected an embedding of "no"');
  assertEquals(await engine.embed(["yes"], options), Float32Array.of(1));
});

Deno.test("embed() puts every row in its place, however many look-ups it takes, and embeds equal texts once", async () => {
  await using journal = await openSqliteJournal(":memory:");
  const asked: string[] = [];
  const embedders = {
    digits: (texts: readonly string[]) => {
      asked.push(...texts);
      return texts.map((text) => [Number(text) + 1, 1]);
    },
  };
  await using engine = createEngine({ config, journal, localEmbedders: embedders });
  const model = { key: "digits", provider: "local", model: "digits" };
  const options = { model, dimensions: 2, label: "v" };
  const texts = Array.from({ length: 20_500 }, (_, i) => String(i % 10_400));
  await engine.embed(texts.slice(0, 3), options);
  const rows = await engine.embed(texts, options);
  assertEquals(asked.length, 10_400);
  assertEquals(await engine.embed(texts, options), rows);
  assertEquals(asked.length, 10_400);
  for (const [i, text] of texts.entries()) {
    assertAlmostEquals(rows[2 * i]! / rows[2 * i + 1]!, Number(text) + 1, 1e-2);
  }
});

Deno.test("embed() offline has the journal alone", async () => {
  const { fetch } = gemini(true);
  await using journal = await openSqliteJournal(":memory:");
  const options = { model: MODEL, dimensions: 2, label: "v" };
  {
    await using engine = createEngine({ config, journal, fetch });
    await engine.embed(["a"], options);
  }
  await using engine = createEngine({ config, journal, offline: true });
  assertEquals((await engine.embed(["a"], options)).length, 2);
  await assertRejects(() => engine.embed(["b"], options), Error, "not in the journal");
});

const KEY = "sk-very-secret-key";
const keyed = {
  providers: {
    own: { api: "openai" as const, baseUrl: "http://test.invalid", apiKeyEnv: "KEY", retries: 0 },
  },
};
const EMBEDDER = { key: "e", provider: "own", model: "e" };

/** Embeds 10,000 texts at a provider that answers them all alike. */
async function refusal(status: number, body: object, budgetUsd?: number) {
  let sent = 0;
  const fetch = (() => {
    sent++;
    return Promise.resolve(Response.json(body, { status }));
  }) as unknown as typeof globalThis.fetch;
  await using journal = await openSqliteJournal(":memory:");
  const prices = { date: "2026-11-24", providers: { own: { e: { input: 1e6, output: 0 } } } };
  const config = budgetUsd === undefined ? keyed : { ...keyed, budgetUsd };
  await using engine = createEngine({ config, journal, fetch, prices, env: () => KEY });
  const texts = Array.from({ length: 10_000 }, (_, i) => `text ${i}`);
  const options = { model: EMBEDDER, dimensions: 2, label: "v" };
  const error = await assertRejects(() => engine.embed(texts, options), InputError) as InputError;
  return { sent, error, stopped: engine.signal.aborted, text: await journalText(journal, []) };
}

Deno.test("embed() tells a refused key in one sentence, names its variable, and asks no more", async () => {
  const body = { error: { code: "invalid_api_key", message: `Incorrect API key: ${KEY}` } };
  const { sent, error, text } = await refusal(401, body);
  assertEquals(
    error.message,
    'KEY: Expected an embedding of "text 0" but status 401: Incorrect API key: [key]',
  );
  assert(sent <= 16, `${sent} of 100 were sent`);
  assert(!text.includes(KEY));
});

Deno.test("embed() tells an unknown model, a provider that is down and a garbled answer in one sentence each", async () => {
  const unknown = await refusal(400, { error: { code: "model_not_found", message: "no e" } });
  assertEquals(unknown.error.message, 'Expected an embedding of "text 0" but status 400: no e');
  assert(unknown.sent <= 16, `${unknown.sent} of 100 were sent`);
  const down = await refusal(500, { error: { message: `${KEY} is down` } });
  assert(/but status 500: .*\[key\] is down/.test(down.error.message), down.error.message);
  const garbled = await refusal(200, { data: KEY });
  assert(garbled.error.message.includes("the body does not hold"), garbled.error.message);
  for (const { error, text } of [down, garbled]) assert(!`${error.message}${text}`.includes(KEY));
});

Deno.test("embed() stops the run where the budget does not allow for it", async () => {
  const { sent, error, stopped } = await refusal(200, {}, 0.01);
  assertEquals([sent, stopped], [0, true]);
  assert(error.message.endsWith("but it is over the budget"), error.message);
});

Deno.test("embeddingKey() depends on provider, model, dimensions and text, not on the model's key", () => {
  const key = embeddingKey(MODEL, 2, "a");
  assertEquals(embeddingKey({ ...MODEL, key: "other" }, 2, "a"), key);
  for (
    const other of [
      embeddingKey({ ...MODEL, provider: "p" }, 2, "a"),
      embeddingKey({ ...MODEL, model: "m" }, 2, "a"),
      embeddingKey(MODEL, 3, "a"),
      embeddingKey(MODEL, 2, "b"),
    ]
  ) assertNotEquals(other, key);
});

Deno.test("embed() journals what it cost, so that the totals show all that the engine spent", async () => {
  const fetch = ((_: string, init: RequestInit) => {
    const { input } = JSON.parse(init.body as string) as { input: string[] };
    const data = input.map((_text, index) => ({ index, embedding: [3, 4] }));
    return Promise.resolve(
      Response.json({ data, usage: { prompt_tokens: 7 * input.length, total_tokens: 7 } }),
    );
  }) as unknown as typeof globalThis.fetch;
  const providers = { own: { api: "openai" as const, baseUrl: "http://test.invalid" } };
  const prices = { date: "2026-11-24", providers: { own: { e: { input: 1000, output: 0 } } } };
  await using journal = await openSqliteJournal(":memory:");
  await using engine = createEngine({ config: { providers }, journal, prices, fetch });
  const model = { key: "e", provider: "own", model: "e" };
  const texts = Array.from({ length: 120 }, (_, i) => `text ${i}`);
  await engine.embed(texts, { model, dimensions: 2, label: "v" });
  await engine.embed(texts, { model, dimensions: 2, label: "v" });
  const [total] = await journal.totals();
  assertEquals([total!.stage, total!.completions, total!.inputTokens], ["embed", 120, 840]);
  assertAlmostEquals(total!.usd, 0.84, 1e-12);
  assertAlmostEquals(engine.spentUsd, total!.usd, 1e-12);
});
