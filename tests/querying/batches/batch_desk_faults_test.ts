import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { loadBatches } from "../../../lib/querying/batches/batch_record.ts";
import { SUBMISSIONS } from "../../../lib/querying/batches/collection.ts";
import { chargedUsd } from "../../../lib/querying/charging.ts";
import { callOfAsk } from "../../../lib/querying/call_of_ask.ts";
import { createEngine } from "../../../lib/querying/create_engine.ts";
import type { Ask } from "../../../lib/querying/engine.ts";
import { silent } from "../../../lib/querying/progress.ts";
import type { EngineOptions } from "../../../lib/querying/study_engine.ts";
import { callKey } from "../../../lib/study/call.ts";
import type { Journal } from "../../../lib/study/journal.ts";
import { openSqliteJournal } from "../../../lib/study/sqlite_journal.ts";
import { answersOf, asksOf, MODELS } from "../mock_providers.ts";
import { batchSeconds, mostSubmitted, PRICES, providersAt } from "./desk_harness.ts";
import { type FakeBatches, fakeBatches, type Fate } from "./fake_batches.ts";

const OPENAI = MODELS.filter(({ provider }) => provider === "openai");

/** Options for an engine, and what it says. */
function optionsAt({ url }: { readonly url: string }, journal: Journal) {
  const notes: string[] = [];
  const reporter = { ...silent, note: (sentence: string) => void notes.push(sentence) };
  const config = { providers: providersAt(url), budgetUsd: 100 };
  return { options: { config, journal, batchSeconds, prices: PRICES, reporter }, notes };
}

/** Asks, and stops the run as soon as anything was submitted. */
async function askAndStop(fake: FakeBatches, options: EngineOptions, asks: readonly Ask[]) {
  const stop = new AbortController();
  const before = fake.submitted.length;
  const answers = answersOf({ ...options, signal: stop.signal }, asks);
  while (fake.submitted.length === before) await new Promise((resolve) => setTimeout(resolve, 2));
  await new Promise((resolve) => setTimeout(resolve, 30));
  stop.abort();
  return await answers;
}

const keyOf = (ask: Ask) => callKey(callOfAsk("openai", ask).call);

for (const fate of ["garbled", "keyless", "broken"]) {
  Deno.test(`BatchDesk gives up a call whose result is always ${fate}, each time charged, and goes on with the others`, async () => {
    await using fake = fakeBatches((text) => /question [012]$/.test(text) ? fate : `to ${text}`);
    await using journal = await openSqliteJournal(":memory:");
    const { options, notes } = optionsAt(fake, journal);
    const asks = asksOf(12);
    const answers = await answersOf(options, asks);
    let most = 0;
    for (const [i, ask] of asks.entries()) {
      const answer = answers.get(ask)!;
      if (i >= 3) {
        assertEquals(answer.text, `to question ${i}`);
        continue;
      }
      assertEquals(answer.outcome, "failed");
      const failure = (await journal.failures([answer.key])).get(answer.key)!;
      assertEquals([failure.kind, failure.final, failure.attempts], ["malformed", true, 3]);
      const { api } = options.config.providers[ask.model.provider]!;
      const price = { input: 2, output: 10, batchDiscount: 0.5 };
      most += chargedUsd(api, callOfAsk(api, ask).call, 200, null, price, true)!;
    }
    assertEquals([SUBMISSIONS, mostSubmitted(fake), fake.submitted.length], [3, 3, 9]);
    const told = notes.filter((note) => note.includes("no usable answer after 3 batches"));
    assertEquals(told.length, 3, "one sentence for each model");
    const usd = (await journal.totals()).reduce((sum, total) => sum + total.usd, 0);
    assertAlmostEquals(usd, 3 * most + 9 * (1000 * 2 + 100 * 10) / 1e6 / 2, 1e-9);
    // What came is kept, and not paid again by the next run.
    assert((await journal.noteNames("malformed/")).length >= 3);
    assertEquals((await answersOf(options, asks)).get(asks[0]!)!.outcome, "failed");
    assertEquals(fake.submitted.length, 9);
    const open = (await loadBatches(journal)).filter(({ state }) => state !== "closed");
    assertEquals(open, []);
  });
}

Deno.test("BatchDesk counts the submissions of a call over processes that are stopped between them", async () => {
  await using fake = fakeBatches((text) => text === "question 0" ? "garbled" : `to ${text}`);
  await using journal = await openSqliteJournal(":memory:");
  const { options } = optionsAt(fake, journal);
  const asks = asksOf(2, OPENAI);
  for (let run = 0; run < 3; run++) {
    // No look in the run that submits: the next one collects.
    fake.looks = run === 0 ? 1_000_000 : 0;
    fake.answer = () => {
      fake.looks = 1_000_000;
      return "give";
    };
    const outcome = (await askAndStop(fake, options, asks)).get(asks[0]!)!.outcome;
    assertEquals([outcome, fake.submitted.length], ["not_run", run + 1]);
  }
  fake.looks = 0;
  const last = await answersOf(options, asks);
  assertEquals(asks.map((ask) => last.get(ask)!.outcome), ["failed", "answered"]);
  assertEquals(fake.submitted.map(({ length }) => length), [2, 1, 1]);
  assertEquals((await journal.noteNames("malformed/")).length, 3, "each charged once");
});

Deno.test("BatchDesk asks once more in each later run for what no batch answered, for nothing was paid", async () => {
  await using fake = fakeBatches((text) => text === "question 0" ? "expire" : `to ${text}`);
  await using journal = await openSqliteJournal(":memory:");
  const { options } = optionsAt(fake, journal);
  const asks = asksOf(2, OPENAI);
  for (const submitted of [3, 4, 5]) {
    const answer = (await answersOf(options, asks)).get(asks[0]!)!;
    assertEquals([answer.outcome, fake.submitted.length], ["failed", submitted]);
    assertEquals(answer.detail, "its batch expired before it was answered");
  }
  const usd = (await journal.totals()).reduce((sum, total) => sum + total.usd, 0);
  assertAlmostEquals(usd, (1000 * 2 + 100 * 10) / 1e6 / 2, 1e-12);
});

Deno.test("BatchDesk does not send again the calls of a batch that somebody cancelled, but for the next run", async () => {
  await using fake = fakeBatches((text) => `to ${text}`);
  await using journal = await openSqliteJournal(":memory:");
  const { options, notes } = optionsAt(fake, journal);
  const asks = asksOf(9);
  fake.looks = 1_000_000;
  await using other = createEngine(options);
  assertEquals(await other.cancelBatches(), { cancelled: 0, left: [] });
  const running = answersOf(options, asks);
  const ids = async () => (await loadBatches(journal)).filter(({ id }) => id !== null);
  while ((await ids()).length < 3) await new Promise((resolve) => setTimeout(resolve, 2));
  assertEquals(await other.cancelBatches(), { cancelled: 3, left: [] });
  for (const { outcome, detail } of (await running).values()) {
    assertEquals([outcome, detail], ["not_run", "batch cancelled"]);
  }
  assertEquals(fake.submitted.length, 3);
  assertEquals(
    notes.filter((note) => note.includes("3 calls are left for the next run")).length,
    3,
  );
  fake.looks = 0;
  for (const { outcome } of (await answersOf(options, asks)).values()) {
    assertEquals(outcome, "answered");
  }
  assertEquals(mostSubmitted(fake), 2);
});

Deno.test("BatchDesk sends the calls of a batch that was cancelled before its run", async () => {
  await using fake = fakeBatches((text) => `to ${text}`);
  await using journal = await openSqliteJournal(":memory:");
  const { options } = optionsAt(fake, journal);
  const asks = asksOf(4, OPENAI);
  fake.looks = 1_000_000;
  await askAndStop(fake, options, asks);
  {
    await using engine = createEngine(options);
    assertEquals(await engine.cancelBatches(), { cancelled: 1, left: [] });
  }
  fake.looks = 0;
  for (const { outcome } of (await answersOf(options, asks)).values()) {
    assertEquals(outcome, "answered");
  }
  assertEquals(fake.submitted.length, 2);
});

Deno.test("BatchDesk collects what is in a batch also when the config asks for batches no more", async () => {
  await using fake = fakeBatches((text) => text === "question 3" ? "expire" : `to ${text}`);
  await using journal = await openSqliteJournal(":memory:");
  const { options } = optionsAt(fake, journal);
  const asks = asksOf(4, OPENAI);
  fake.looks = 1_000_000;
  await askAndStop(fake, options, asks);
  fake.looks = 0;
  const live: string[] = [];
  fake.instead = (path) => {
    if (path !== "/v1/chat/completions") return undefined;
    live.push(path);
    return Response.json({ choices: [{ finish_reason: "stop", message: { content: "live" } }] });
  };
  const openai = { ...options.config.providers["openai"]!, batch: false };
  const config = { ...options.config, providers: { openai } };
  const answers = await answersOf({ ...options, config }, asks);
  assertEquals(asks.map((ask) => answers.get(ask)!.text), [
    "to question 0",
    "to question 1",
    "to question 2",
    "live",
  ]);
  assertEquals([fake.submitted.length, live.length], [1, 1]);
});

Deno.test("BatchDesk gives answers while the rest of a batch's results are still to come", async () => {
  const { promise: first, resolve: given } = Promise.withResolvers<void>();
  const asks = asksOf(1_200, OPENAI);
  const lines = asks.map((ask) =>
    `${
      JSON.stringify({
        custom_id: keyOf(ask),
        response: {
          status_code: 200,
          body: { choices: [{ finish_reason: "stop", message: { content: "Yes." } }] },
        },
      })
    }\n`
  );
  const pieces = async function* () {
    const encoder = new TextEncoder();
    yield encoder.encode(lines.slice(0, 600).join(""));
    await first;
    yield encoder.encode(lines.slice(600).join(""));
  };
  await using fake = fakeBatches(() => "not read");
  fake.looks = 0;
  fake.instead = (path) =>
    path.endsWith("/content") ? new Response(ReadableStream.from(pieces())) : undefined;
  await using journal = await openSqliteJournal(":memory:");
  const config = { providers: providersAt(fake.url) };
  // All in one batch, on a slow machine too.
  const seconds = { ...batchSeconds, gather: 0.5 };
  await using engine = createEngine({ config, journal, batchSeconds: seconds });
  let answered = 0;
  for await (const [, { outcome }] of engine.run(asks, { label: "test" })) {
    assertEquals(outcome, "answered");
    given();
    answered++;
  }
  assertEquals([answered, fake.submitted.length], [1_200, 1]);
});

Deno.test("BatchDesk leaves a batch to the next run when its key is refused meanwhile, and pays nothing twice", async () => {
  await using fake = fakeBatches((text) => `to ${text}`);
  fake.looks = 0;
  await using journal = await openSqliteJournal(":memory:");
  const { options, notes } = optionsAt(fake, journal);
  const asks = asksOf(4, OPENAI);
  fake.instead = (path, method) =>
    method === "GET" && path.startsWith("/v1/batches/")
      ? new Response("{}", { status: 401 })
      : undefined;
  for (const { outcome, detail } of (await answersOf(options, asks)).values()) {
    assertEquals([outcome, detail], ["not_run", "in a batch, which the next run collects"]);
  }
  assert(notes.some((note) => note.includes("the next run tries again")), notes.join("; "));
  fake.instead = () => undefined;
  for (const { outcome } of (await answersOf(options, asks)).values()) {
    assertEquals(outcome, "answered");
  }
  assertEquals(fake.submitted.length, 1);
});

Deno.test("BatchDesk waits for a provider's queue that is too full for a batch, and then sends it in halves", async () => {
  await using fake = fakeBatches((text) => `to ${text}`);
  fake.looks = 0;
  await using journal = await openSqliteJournal(":memory:");
  const { options, notes } = optionsAt(fake, journal);
  fake.instead = (path, method) => {
    const batch = /^\/v1\/batches\/batch_(\d+)$/.exec(path);
    // The queue never takes more than two calls.
    if (method !== "GET" || !batch || fake.submitted.at(-1)!.length <= 2) return undefined;
    const errors = { data: [{ code: "token_limit_exceeded", message: "Enqueued token limit" }] };
    return Response.json({ id: path.slice(12), status: "failed", errors });
  };
  const asks = asksOf(16, OPENAI);
  for (const { outcome } of (await answersOf(options, asks)).values()) {
    assertEquals(outcome, "answered");
  }
  assert(mostSubmitted(fake) > SUBMISSIONS, "it is none of the calls' fault");
  assertEquals(fake.submitted[0]!.length, 16);
  assert(fake.submitted.some(({ length }) => length <= 2));
  assertEquals(notes, ["A batch for model gpt-4.1 was refused: Enqueued token limit"]);
});

Deno.test("BatchDesk gives up a queue that stays full for two days", async () => {
  await using fake = fakeBatches((text) => `to ${text}`);
  await using journal = await openSqliteJournal(":memory:");
  const { options } = optionsAt(fake, journal);
  const errors = { data: [{ code: "token_limit_exceeded", message: "Enqueued token limit" }] };
  fake.instead = (path, method) =>
    method === "GET" && path.startsWith("/v1/batches/")
      ? Response.json({ id: path.slice(12), status: "failed", errors })
      : undefined;
  let hours = 0;
  // Each hour of waiting passes at once.
  const clock = {
    now: () => 3_600_000 * hours,
    after(milliseconds: number, then: () => void) {
      const id = setTimeout(() => {
        if (milliseconds >= 3_600_000) hours++;
        then();
      }, milliseconds >= 1_000 ? 0 : milliseconds);
      return () => clearTimeout(id);
    },
  };
  const seconds = { gather: 0.02, poll: 400 };
  const answers = await answersOf({ ...options, clock, batchSeconds: seconds }, asksOf(1, OPENAI));
  assertEquals([...answers.values()].map(({ outcome, detail }) => [outcome, detail]), [
    ["failed", "Enqueued token limit"],
  ]);
  assertEquals(hours, 48);
});

Deno.test("BatchDesk counts as failed what the provider refuses as a batch, and does not send it in another way", async () => {
  await using fake = fakeBatches((text) => `to ${text}`);
  await using journal = await openSqliteJournal(":memory:");
  const { options, notes } = optionsAt(fake, journal);
  const google = MODELS.filter(({ provider }) => provider === "google");
  const message = "models/gemini-2.5-pro is not found for API version v1beta";
  fake.instead = (path) =>
    path.endsWith(":batchGenerateContent")
      ? Response.json({ error: { code: 404, message } }, { status: 404 })
      : undefined;
  for (const { outcome, detail } of (await answersOf(options, asksOf(2, google))).values()) {
    assertEquals(outcome, "failed");
    assert(detail!.includes("is not found for API version"), detail!);
  }
  assertEquals(notes.filter((note) => note.includes("one by one")), []);
});

const FATES: readonly ReturnType<Fate>[] = [
  "answer",
  "garbled",
  "keyless",
  "broken",
  "silent",
  500,
];

Deno.test("BatchDesk puts no answer under another call's key, whatever the lines around it are", async () => {
  const fateOf = (text: string) => FATES[Number(text.slice(9)) % FATES.length]!;
  await using fake = fakeBatches((text) => {
    const fate = fateOf(text);
    return fate === "answer" ? `to ${text}` : fate;
  });
  await using journal = await openSqliteJournal(":memory:");
  const { options } = optionsAt(fake, journal);
  const asks = asksOf(36);
  const answers = await answersOf(options, asks);
  for (const ask of asks) {
    const text = ask.messages[0]!.content;
    assertEquals(answers.get(ask)!.text, fateOf(text) === "answer" ? `to ${text}` : null);
  }
  assertEquals(mostSubmitted(fake), 3);
});
