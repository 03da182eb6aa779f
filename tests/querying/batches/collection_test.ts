import { assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import type { BatchLine } from "../../../lib/querying/batches/batch_api.ts";
import { BatchLedger } from "../../../lib/querying/batches/batch_ledger.ts";
import { Collection } from "../../../lib/querying/batches/collection.ts";
import type { EndedBatch } from "../../../lib/querying/batches/watch_batch.ts";
import { Waiter } from "../../../lib/querying/batches/waiter.ts";
import { Budget } from "../../../lib/querying/budget.ts";
import { mostCost } from "../../../lib/querying/charging.ts";
import type { Answer } from "../../../lib/querying/engine.ts";
import type { Call } from "../../../lib/study/call.ts";
import { openSqliteJournal } from "../../../lib/study/sqlite_journal.ts";
import { sampleCall, sampleCompletion } from "../../study/samples.ts";
import { FakeClock } from "../fake_clock.ts";

const PRICE = { input: 2, output: 8, batchDiscount: 0.5 };
const ENDED: EndedBatch = { cancelled: false, failure: null, lost: 0, gone: false };
const keyOf = (i: number) => sampleCompletion(i).key;
const answer = (i: number, text = `to ${i}`): BatchLine => ({
  result: {
    key: keyOf(i),
    status: 200,
    body: JSON.stringify({
      choices: [{ finish_reason: "stop", message: { content: text } }],
      usage: { prompt_tokens: 0, completion_tokens: 0 },
    }),
    requestId: null,
  },
});

/** A batch of calls 0, 1, …, of which some are waited for. */
async function collecting(calls: number, waited: readonly number[]) {
  const journal = await openSqliteJournal(":memory:");
  const ledger = new BatchLedger(journal);
  const keys = Array.from({ length: calls }, (_, i) => keyOf(i));
  const record = await ledger.begin({ provider: "openai", model: "m", submittedAt: 0, keys });
  await ledger.opened(record, "b");
  const waiting = new Map<string, Waiter>();
  const given = new Map<number, Answer>();
  const budget = new Budget(null);
  const wait = async (i: number) => {
    await budget.reserve(1);
    const { signal } = new AbortController();
    const of = { key: keyOf(i), call: sampleCall(i), stop: signal, most: 1 };
    const waiter = new Waiter(of, budget, () => {});
    waiter.place = "submitted";
    waiter.answer.then((answer) => given.set(i, answer), () => {});
    waiting.set(waiter.key, waiter);
    return waiter;
  };
  for (const i of waited) await wait(i);
  const notes: string[] = [];
  const parts = {
    journal,
    clock: new FakeClock(),
    apiOf: () => "openai" as const,
    priceOf: () => PRICE,
    secrets: () => ["hunter2"],
    note: (sentence: string) => void notes.push(sentence),
    mostOf: (call: Call) => mostCost("openai", call, PRICE),
  };
  const open = () => new Collection(parts, ledger, record, waiting);
  const texts = async () => {
    await Promise.resolve();
    return [...given].map(([i, { text }]) => [i, text]).sort();
  };
  return { journal, ledger, record, waiting, given, budget, wait, notes, open, texts };
}

Deno.test("Collection gives answers once they are journaled, the last one only when the batch's end is too", async () => {
  const at = await collecting(3, [0, 1, 2]);
  await using journal = at.journal;
  const collection = at.open();
  await collection.take([answer(0), answer(1)]);
  assertEquals((await journal.has([keyOf(0), keyOf(1)])).size, 2);
  assertEquals(await at.texts(), [[0, "to 0"]]);
  await collection.take([answer(2)]);
  assertEquals(await at.texts(), [[0, "to 0"], [1, "to 1"]]);
  assertEquals(at.record.state, "open");
  assertEquals(await collection.end(ENDED), []);
  assertEquals([await at.texts(), at.record.state, at.waiting.size], [
    [[0, "to 0"], [1, "to 1"], [2, "to 2"]],
    "closed",
    0,
  ]);
});

Deno.test("Collection takes one result for a key, and none for one that was not asked", async () => {
  const at = await collecting(2, [0, 1]);
  await using journal = at.journal;
  const stranger = await at.wait(7);
  const collection = at.open();
  await collection.take([answer(0), answer(0, "again"), answer(7)]);
  await collection.take([answer(0, "and again"), answer(1)]);
  await collection.end(ENDED);
  assertEquals(await at.texts(), [[0, "to 0"], [1, "to 1"]]);
  assertEquals([stranger.settled, (await journal.has([keyOf(7)])).size], [false, 0]);
});

Deno.test("Collection keeps a batch open for results that nobody waits for yet, and sends none of their calls again", async () => {
  const at = await collecting(3, [0]);
  await using _ = at.journal;
  const first = at.open();
  await first.take([answer(1), answer(0)]);
  // Asked for when its line had been passed over.
  await at.wait(1);
  await first.take([answer(2)]);
  assertEquals(await first.end(ENDED), []);
  assertEquals([await at.texts(), at.record.state], [[[0, "to 0"]], "open"]);
  assertEquals([0, 1, 2].map((i) => at.ledger.of(keyOf(i)) === at.record), [false, true, true]);
  await at.wait(2);
  const second = at.open();
  await second.take([answer(1), answer(0), answer(2)]);
  assertEquals(await second.end(ENDED), []);
  assertEquals([(await at.texts()).length, at.record.state], [3, "closed"]);
});

Deno.test("Collection keeps nothing open of a batch that is gone or was refused", async () => {
  for (const end of [{ gone: true }, { failure: { message: "too large", passes: false } }]) {
    const at = await collecting(2, [0]);
    await using _ = at.journal;
    const again = await at.open().end({ ...ENDED, ...end });
    assertEquals([again.length, at.record.state], ["gone" in end ? 1 : 0, "closed"]);
  }
});

Deno.test("Collection sends again what has no usable answer, and only that", async () => {
  const at = await collecting(5, [0, 1, 2, 3]);
  await using journal = at.journal;
  const error = {
    ...answer(1),
    result: { key: keyOf(1), status: 500, body: "{}", requestId: null },
  };
  const wrong = { result: { ...error.result, key: keyOf(2), status: 400 } };
  const collection = at.open();
  await collection.take([answer(0), error, wrong, { unserved: keyOf(3) }, { unserved: keyOf(4) }]);
  const again = await collection.end(ENDED);
  assertEquals(again.map(({ key }) => key).sort(), [keyOf(1), keyOf(3)].sort());
  assertEquals((await journal.failures([keyOf(2)])).get(keyOf(2))?.final, true);
  assertEquals([0, 1, 2, 3].map((i) => at.ledger.failedBatches(keyOf(i))), [0, 1, 0, 1]);
  assertEquals(at.budget.spent, 0);
});

Deno.test("Collection charges as many calls without an answer as there are lines without a key, once", async () => {
  const at = await collecting(4, [0, 1, 2, 3]);
  await using journal = at.journal;
  const lines: BatchLine[] = [answer(0), { unserved: keyOf(1) }, { unreadable: "{hunter2" }];
  const collection = at.open();
  await collection.take(lines);
  // The connection broke, and all is read again.
  await collection.take(lines);
  const again = await collection.end({ ...ENDED, lost: 1 });
  assertEquals(again.length, 3);
  for (const waiter of again) waiter.settle(0, { ...at.given.get(0)! });
  assertAlmostEquals(at.budget.spent, mostCost("openai", sampleCall(2), PRICE) / 2, 1e-12);
  assertEquals((await journal.noteNames("malformed/batch/")).length, 1, "the line is kept");
  assertEquals((await journal.totals())[0]!.usd, at.budget.spent);
});

Deno.test("Collection tells in one sentence of calls that failed in three batches, and leaves to the next run what was cancelled", async () => {
  const at = await collecting(3, [0, 1]);
  await using _ = at.journal;
  await at.ledger.ended(at.record, [keyOf(0), keyOf(1)], []);
  for (let i = 0; i < 2; i++) {
    const before = await at.ledger.begin({
      provider: "openai",
      model: "m",
      submittedAt: 0,
      keys: [],
    });
    await at.ledger.ended(before, [], [keyOf(0), keyOf(1)]);
  }
  assertEquals(await at.open().end(ENDED), []);
  assertEquals([...at.given.values()].map(({ outcome }) => outcome), ["failed", "failed"]);
  assertEquals(at.notes, [
    "2 calls to model m of openai have no usable answer after 3 batches and count as failed: its batch gave no answer",
  ]);
  const other = await collecting(2, [0, 1]);
  await using _other = other.journal;
  const collection = other.open();
  await collection.take([answer(0)]);
  assertEquals(await collection.end({ ...ENDED, cancelled: "now" }), []);
  assertEquals([...other.given.values()].map(({ detail }) => detail), [null, "batch cancelled"]);
  assertEquals(other.ledger.failedBatches(keyOf(1)), 0, "it is none of the call's fault");
  const before = await collecting(2, [0, 1]);
  await using _before = before.journal;
  const resumed = await before.open().end({ ...ENDED, cancelled: "before" });
  assertEquals([resumed.length, before.ledger.failedBatches(keyOf(1)), before.notes], [2, 0, []]);
  assertEquals(other.notes, [
    "A batch for model m of openai was cancelled; 1 calls are left for the next run",
  ]);
});

Deno.test("Collection throws where the journal fails, and has given nothing that is not durable", async () => {
  const at = await collecting(2, [0, 1]);
  const collection = at.open();
  await at.journal.close();
  await assertRejects(() => collection.take([answer(0), answer(1)]), Error, "closed");
  collection.give();
  assertEquals([await at.texts(), at.waiting.size], [[], 2]);
});
