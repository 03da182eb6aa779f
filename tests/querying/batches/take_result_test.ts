import { assertEquals } from "@std/assert";
import { giveUp, takeResult } from "../../../lib/querying/batches/take_result.ts";
import { Waiter } from "../../../lib/querying/batches/waiter.ts";
import { Budget } from "../../../lib/querying/budget.ts";
import { mostCost } from "../../../lib/querying/charging.ts";
import { openSqliteJournal } from "../../../lib/study/sqlite_journal.ts";
import { sampleCall, sampleCompletion } from "../../study/samples.ts";
import { FakeClock } from "../fake_clock.ts";

const { key } = sampleCompletion(1);
const record = {
  name: "a",
  provider: "openai",
  model: "gpt-4.1",
  id: "batch_1",
  state: "open" as const,
  submittedAt: 4_000,
  keys: [key],
  unanswered: [],
};

const price = { input: 2, output: 8, batchDiscount: 0.5 };

async function take(status: number, body: object) {
  await using journal = await openSqliteJournal(":memory:");
  const budget = new Budget(100);
  await budget.reserve(50);
  const of = {
    key,
    call: sampleCall(1),
    stop: new AbortController().signal,
    most: 50,
  };
  const waiter = new Waiter(of, budget, () => {});
  const parts = {
    journal,
    clock: new FakeClock(),
    apiOf: () => "openai" as const,
    priceOf: () => price,
    secrets: () => ["hunter2"],
  };
  const result = { key, status, body: JSON.stringify(body), requestId: null };
  // Results may be read again, after a connection broke.
  await takeResult(parts, record, result, waiter, 2);
  const give = await takeResult(parts, record, result, waiter, 2);
  assertEquals(waiter.settled, false, "only what is told so gives it");
  const fault = { kind: "malformed" as const, status, message: "gave up, hunter2" };
  (typeof give === "function" ? give : await giveUp(parts, waiter, fault, 3))();
  const answer = await waiter.answer;
  const failure = (await journal.failures([key])).get(key);
  const [total] = await journal.totals();
  return {
    usd: total?.usd ?? 0,
    garbled: (await journal.noteNames("malformed/")).length,
    taken: typeof give === "function",
    fault: typeof give === "function" ? null : give,
    answer,
    failure,
    kept: (await journal.has([key])).size,
    spent: budget.spent,
  };
}

const usage = { prompt_tokens: 1000, completion_tokens: 500 };

Deno.test("takeResult() journals an answer with its cost before it gives it", async () => {
  const choices = [{ message: { content: "Yes." }, finish_reason: "stop" }];
  const { taken, answer, kept, spent } = await take(200, { choices, usage });
  assertEquals([taken, answer.text, answer.usd, kept, spent], [true, "Yes.", 0.003, 1, 0.003]);
  // Without a usage, the cap and the totals count the most that it can have been.
  const most = mostCost("openai", sampleCall(1), price) / 2;
  const untold = await take(200, { choices });
  assertEquals([untold.answer.usd, untold.spent, untold.usd], [most, most, most]);
});

Deno.test("takeResult() records what no repetition mends, and leaves the rest to be sent again", async () => {
  const error = { error: { message: "no such thing" } };
  const wrong = await take(400, error);
  assertEquals([wrong.taken, wrong.answer.outcome, wrong.failure?.final], [true, "failed", true]);
  const closed = await take(401, error);
  assertEquals([closed.taken, closed.failure?.final], [true, false], "the user can mend a key");
  for (const status of [429, 500, 503]) assertEquals((await take(status, error)).taken, false);
});

Deno.test("takeResult() counts and keeps an answer that nobody can read, and leaves its call to be sent again", async () => {
  const { taken, garbled, spent, usd, fault } = await take(200, { choices: "none" });
  const most = mostCost("openai", sampleCall(1), price) / 2;
  assertEquals([taken, garbled, spent, usd], [false, 1, most, most], "once, though read twice");
  assertEquals([fault?.kind, fault?.scope], ["malformed", "retry"]);
});

Deno.test("giveUp() journals a failure without a key in it, and spends nothing", async () => {
  const { answer, failure, spent } = await take(500, {});
  assertEquals([answer.outcome, failure?.final, spent], ["failed", false, 0]);
  assertEquals([failure?.kind, failure?.attempts], ["malformed", 3]);
  assertEquals(answer.detail?.includes("hunter2"), false);
  assertEquals(failure?.message, answer.detail);
});
