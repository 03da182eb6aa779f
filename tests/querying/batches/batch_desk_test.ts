import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { BatchDesk, type BatchParts } from "../../../lib/querying/batches/batch_desk.ts";
import { loadBatches } from "../../../lib/querying/batches/batch_record.ts";
import { Budget } from "../../../lib/querying/budget.ts";
import { callOfAsk } from "../../../lib/querying/call_of_ask.ts";
import { systemClock } from "../../../lib/querying/clock.ts";
import { createEngine } from "../../../lib/querying/create_engine.ts";
import { Lanes } from "../../../lib/querying/lanes.ts";
import { notRun } from "../../../lib/querying/live.ts";
import { silent } from "../../../lib/querying/progress.ts";
import { callKey } from "../../../lib/study/call.ts";
import { providersOf } from "../../../lib/study/config.ts";
import { openSqliteJournal } from "../../../lib/study/sqlite_journal.ts";
import { answersOf, asksOf, completionsIn, mockProviders, MODELS } from "../mock_providers.ts";
import { journalText } from "../journal_text.ts";
import { batchSeconds, mostSubmitted, PRICES, providersAt, quick } from "./desk_harness.ts";
import { fakeBatches } from "./fake_batches.ts";

Deno.test("BatchDesk matches the results of all three providers by key, at the batch price", async () => {
  await using fake = fakeBatches((text) => `batched ${text}`);
  await using journal = await openSqliteJournal(":memory:");
  const options = {
    config: { providers: providersAt(fake.url), budgetUsd: 100 },
    journal,
    batchSeconds,
    prices: PRICES,
  };
  const asks = asksOf(30);
  const answers = await answersOf(options, asks);
  for (const ask of asks) {
    const answer = answers.get(ask)!;
    assertEquals(answer.text, `batched ${ask.messages[0]!.content}`);
    assertAlmostEquals(answer.usd!, (1000 * 2 + 100 * 10) / 1e6 / 2, 1e-12);
  }
  assertEquals(fake.submitted.map((keys) => keys.length), [10, 10, 10]);
  const sources = new Set<string>();
  for await (const completion of journal.completions()) sources.add(completion.source);
  assertEquals(sources.size, 3);
  assert(!sources.has("live"));
});

Deno.test("BatchDesk keeps no key that a provider sends back in a result", async () => {
  const key = "sk-very-secret-key";
  await using fake = fakeBatches((text) => `${text} with ${key}`);
  await using journal = await openSqliteJournal(":memory:");
  const providers = Object.fromEntries(
    Object.entries(providersAt(fake.url)).map(([id, one]) => [id, { ...one, apiKeyEnv: "KEY" }]),
  );
  const asks = asksOf(6);
  const answers = await answersOf(
    { config: { providers }, journal, batchSeconds, env: () => key },
    asks,
  );
  for (const ask of asks) {
    assertEquals(answers.get(ask)!.text, `${ask.messages[0]!.content} with [key]`);
  }
  const text = await journalText(journal, asks.map((ask) => answers.get(ask)!.key));
  assert(text.includes("[key]") && !text.includes(key), text);
});

Deno.test("BatchDesk sends no call whose claim another worker took over while it gathered", async () => {
  await using fake = fakeBatches((text) => `batched ${text}`);
  await using journal = await openSqliteJournal(":memory:");
  const asks = asksOf(6, MODELS.slice(0, 1));
  const keys = asks.map((ask) => callKey(callOfAsk("openai", ask).call));
  const [lost, again] = [new Set(keys.slice(0, 2)), new Set(keys.slice(2, 4))];
  const claims: NonNullable<BatchParts["claims"]> = {
    holds: (key) => !lost.has(key) && !again.has(key),
    regain: (key) => {
      again.delete(key);
      return Promise.resolve(lost.has(key) ? notRun(key, "by another") : null);
    },
  };
  const clock = systemClock;
  const asker = () => Promise.reject(new Error("nothing is sent alone"));
  const stop = new AbortController();
  const lanes = new Lanes(providersOf({ providers: providersAt(fake.url) }), () => "key", clock);
  const desk = new BatchDesk({
    journal,
    clock,
    budget: new Budget(null),
    apiOf: () => "openai",
    batchesOf: (provider) => lanes.batches(provider),
    batched: () => true,
    mostOf: () => 0,
    priceOf: () => null,
    askLive: asker,
    note: () => {},
    secrets: () => [],
    claims,
    gatherSeconds: batchSeconds.gather,
    pollSeconds: batchSeconds.poll,
  }, stop.signal);
  const answers = await Promise.all(
    asks.map((ask, i) => desk.ask(keys[i]!, callOfAsk("openai", ask).call, stop.signal)),
  );
  assertEquals(answers.map((a) => a.outcome), [
    ...["not_run", "not_run", "answered", "answered", "answered", "answered"] as const,
  ]);
  assertEquals(fake.submitted.flat().toSorted(), keys.slice(2).toSorted());
});

Deno.test("BatchDesk resubmits what failed or expired, and only that, but not what cannot succeed", async () => {
  await using fake = fakeBatches((text, batch) => {
    if (/question (12|13|14)$/.test(text)) return 400;
    if (batch < 3 && /[048]$/.test(text)) return 500;
    if (batch < 3 && /5$/.test(text)) return "expire";
    return `batched ${text}`;
  });
  await using journal = await openSqliteJournal(":memory:");
  const options = { config: { providers: providersAt(fake.url) }, journal, batchSeconds };
  const asks = asksOf(30);
  const answers = await answersOf(options, asks);
  asks.forEach((ask, i) => {
    const answer = answers.get(ask)!;
    if (i === 12 || i === 13 || i === 14) assertEquals(answer.outcome, "failed");
    else assertEquals(answer.text, `batched question ${i}`);
  });
  assertEquals(fake.submitted.length, 6);
  // 0, 4, 5, 8, 10, 15, 18, 20, 24, 25, 28 of 30.
  assertEquals(fake.submitted.slice(3).flat().length, 11);
  assertEquals(await completionsIn(journal), 27);
});

Deno.test("BatchDesk collects in a second run what the first one submitted, and pays for nothing twice", async () => {
  await using fake = fakeBatches((text) => `batched ${text}`);
  fake.looks = 1_000_000;
  await using journal = await openSqliteJournal(":memory:");
  const asks = asksOf(30);
  const stop = new AbortController();
  const options = { config: { providers: providersAt(fake.url) }, journal, batchSeconds };
  const first = answersOf({ ...options, signal: stop.signal }, asks);
  while (fake.submitted.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 30));
  stop.abort();
  for (const answer of (await first).values()) {
    assertEquals([answer.outcome, answer.detail], [
      "not_run",
      "in a batch, which the next run collects",
    ]);
  }
  fake.looks = 1;
  // Asked for one by one, most come after their batch has been read.
  const slowly = async function* () {
    for (const ask of asks) {
      yield ask;
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
  };
  await using engine = createEngine(options);
  let answered = 0;
  for await (const [ask, answer] of engine.run(slowly(), { label: "test" })) {
    assertEquals(answer.text, `batched ${ask.messages[0]!.content}`);
    answered++;
  }
  assertEquals(answered, 30);
  assertEquals(fake.submitted.length, 3);
  for (const name of await journal.noteNames("batch/")) {
    assertEquals(JSON.parse((await journal.note(name))!).state, "closed");
  }
});

Deno.test("BatchDesk finds a batch again whose id a kill kept from the journal", async () => {
  await using fake = fakeBatches((text) => `batched ${text}`);
  await using journal = await openSqliteJournal(":memory:");
  const models = MODELS.filter((m) => m.provider !== "anthropic");
  const asks = asksOf(8, models);
  const stop = new AbortController();
  const options = { config: { providers: providersAt(fake.url) }, journal, batchSeconds };
  fake.looks = 1_000_000;
  const first = answersOf({ ...options, signal: stop.signal }, asks);
  while (fake.submitted.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 30));
  stop.abort();
  await first;
  for (const name of await journal.noteNames("batch/")) {
    const record = JSON.parse((await journal.note(name))!);
    await journal.setNote(name, JSON.stringify({ ...record, id: null, state: "submitting" }));
  }
  fake.looks = 0;
  const answers = await answersOf(options, asks);
  for (const ask of asks) assertEquals(answers.get(ask)!.outcome, "answered");
  assertEquals(fake.submitted.length, 2);
});

Deno.test("cancelBatches() cancels what a former process submitted", async () => {
  await using fake = fakeBatches((text) => `batched ${text}`);
  fake.looks = 1_000_000;
  await using journal = await openSqliteJournal(":memory:");
  const stop = new AbortController();
  const options = { config: { providers: providersAt(fake.url) }, journal, batchSeconds };
  const first = answersOf({ ...options, signal: stop.signal }, asksOf(9));
  while (fake.submitted.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 30));
  stop.abort();
  await first;
  await using engine = createEngine(options);
  assertEquals(await engine.cancelBatches(), { cancelled: 3, left: [] });
  assertEquals(fake.cancelled.length, 3);
});

Deno.test("BatchDesk sends live, and says so, where a provider has no batches", async () => {
  await using at = await mockProviders({ batch: true });
  await using journal = await openSqliteJournal(":memory:");
  const notes: string[] = [];
  const reporter = { ...silent, note: (sentence: string) => void notes.push(sentence) };
  const options = { config: { providers: at.providers }, journal, batchSeconds, reporter };
  const models = MODELS.filter((m) => m.provider !== "openai");
  const asks = asksOf(6, models);
  const answers = await answersOf(options, asks);
  for (const ask of asks) assertEquals(answers.get(ask)!.outcome, "answered");
  assertEquals(notes.sort(), [
    "Provider anthropic has no batches; its calls are sent one by one",
    "Provider google has no batches; its calls are sent one by one",
  ]);
});

Deno.test("BatchDesk submits nothing twice when the answer to a submission is lost", async () => {
  await using fake = fakeBatches((text) => `batched ${text}`);
  await using journal = await openSqliteJournal(":memory:");
  const lost = new Set<string>();
  fake.answer = (keys) => {
    if (lost.has(keys[0]!)) return "give";
    lost.add(keys[0]!);
    return "lose";
  };
  const asks = asksOf(30);
  const options = { config: { providers: providersAt(fake.url) }, journal, ...quick() };
  const answers = await answersOf({ ...options, batchSeconds: { gather: 2, poll: 1 } }, asks);
  for (const ask of asks) assertEquals(answers.get(ask)!.outcome, "answered");
  assertEquals([fake.submitted.length, mostSubmitted(fake), lost.size], [3, 1, 3]);
});

Deno.test("BatchDesk outlasts broken connections while it looks at batches and reads their results", async () => {
  await using fake = fakeBatches((text) => `batched ${text}`);
  await using journal = await openSqliteJournal(":memory:");
  fake.answer = () => {
    fake.broken = 9;
    return "give";
  };
  const asks = asksOf(12);
  const options = { config: { providers: providersAt(fake.url) }, journal, batchSeconds };
  const answers = await answersOf(options, asks);
  for (const ask of asks) assertEquals(answers.get(ask)!.outcome, "answered");
  assertEquals([fake.submitted.length, fake.broken], [3, 0]);
});

Deno.test("BatchDesk does not leave a submission under way: its id is durable before a stopped run ends", async () => {
  await using fake = fakeBatches((text) => `batched ${text}`);
  await using journal = await openSqliteJournal(":memory:");
  const stop = new AbortController();
  fake.answer = async () => {
    stop.abort();
    await new Promise((resolve) => setTimeout(resolve, 100));
    return "give" as const;
  };
  const asks = asksOf(9);
  const options = { config: { providers: providersAt(fake.url) }, journal, batchSeconds };
  const first = await answersOf({ ...options, signal: stop.signal }, asks);
  for (const { outcome } of first.values()) assertEquals(outcome, "not_run");
  for (const name of await journal.noteNames("batch/")) {
    const { id, state } = JSON.parse((await journal.note(name))!);
    assertEquals([typeof id, state], ["string", "open"]);
  }
  fake.answer = () => "give";
  const answers = await answersOf(options, asks);
  for (const ask of asks) assertEquals(answers.get(ask)!.outcome, "answered");
  assertEquals(mostSubmitted(fake), 1);
});

Deno.test("BatchDesk takes up what another worker submitted after this one began", async () => {
  await using fake = fakeBatches((text) => `batched ${text}`);
  await using journal = await openSqliteJournal(":memory:");
  const options = { config: { providers: providersAt(fake.url) }, journal, batchSeconds };
  const asks = asksOf(18);
  await using survivor = createEngine(options);
  await Array.fromAsync(survivor.run(asks.slice(0, 3), { label: "test" }));
  fake.looks = 1_000_000;
  const stop = new AbortController();
  const dead = answersOf({ ...options, signal: stop.signal }, asks.slice(3));
  while (fake.submitted.length < 6) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 30));
  stop.abort();
  await dead;
  fake.looks = 0;
  const answers = new Map(await Array.fromAsync(survivor.run(asks, { label: "test" })));
  for (const ask of asks) assertEquals(answers.get(ask)!.outcome, "answered");
  assertEquals([fake.submitted.length, mostSubmitted(fake)], [6, 1]);
});

Deno.test("BatchDesk closes a batch whose collection a former process did not finish", async () => {
  await using fake = fakeBatches((text) => `batched ${text}`);
  await using journal = await openSqliteJournal(":memory:");
  const options = { config: { providers: providersAt(fake.url) }, journal, batchSeconds };
  const models = MODELS.filter(({ provider }) => provider === "openai");
  const asks = asksOf(6, models);
  await answersOf(options, asks);
  const [name] = await journal.noteNames("batch/");
  const record = JSON.parse((await journal.note(name!))!);
  assertEquals(record.state, "closed");
  // One more call was in it, for which it gave nothing; the others are in the journal.
  const one = asksOf(7, models).slice(6);
  const keys = [...fake.submitted[0]!, callKey(callOfAsk("openai", one[0]!).call)];
  await journal.setNote(name!, JSON.stringify({ ...record, state: "open", keys }));
  const answers = await answersOf(options, one);
  assertEquals(answers.get(one[0]!)!.outcome, "answered");
  const states = (await loadBatches(journal)).map(({ state }) => state);
  assertEquals([states, fake.submitted.length], [["closed", "closed"], 2]);
});

Deno.test("BatchDesk holds the cap when calls of a former batch have to be sent again", async () => {
  await using fake = fakeBatches((text, batch) => batch === 0 ? "expire" : `batched ${text}`);
  await using journal = await openSqliteJournal(":memory:");
  const models = MODELS.filter(({ provider }) => provider === "openai");
  const asks = asksOf(5, models);
  const options = {
    config: { providers: providersAt(fake.url) },
    journal,
    batchSeconds,
    prices: PRICES,
  };
  fake.looks = 1_000_000;
  const stop = new AbortController();
  const first = answersOf({ ...options, signal: stop.signal }, asks);
  while (fake.submitted.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, 30));
  stop.abort();
  await first;
  fake.looks = 0;
  const capped = { ...options, config: { ...options.config, budgetUsd: 1e-6 } };
  const answers = await answersOf(capped, asks);
  assertEquals(fake.submitted.length, 1, "nothing is sent that the cap has no room for");
  for (const { outcome, detail } of answers.values()) {
    assertEquals([outcome, detail], ["not_run", "over the budget"]);
  }
});
