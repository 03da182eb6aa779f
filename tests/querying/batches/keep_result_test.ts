import { assertEquals } from "@std/assert";
import { keepResult } from "../../../lib/querying/batches/keep_result.ts";
import { interpret } from "../../../lib/querying/interpret.ts";
import { openSqliteJournal } from "../../../lib/study/sqlite_journal.ts";
import { sampleCall, sampleCompletion } from "../../study/samples.ts";
import { FakeClock } from "../fake_clock.ts";

Deno.test("keepResult() journals a result under its key with the batch as its source, at the batch's price", async () => {
  await using journal = await openSqliteJournal(":memory:");
  const clock = new FakeClock();
  await clock.advance(9_000);
  const body = JSON.stringify({
    choices: [{ message: { content: "Yes." } }],
    usage: { prompt_tokens: 1000, completion_tokens: 500 },
  });
  const { key } = sampleCompletion(1);
  const parts = {
    journal,
    clock,
    apiOf: () => "openai" as const,
    priceOf: () => ({ input: 2, output: 8, batchDiscount: 0.5 }),
  };
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
  const result = { key, status: 200, body, requestId: "req_1" };
  const item = { key, call: sampleCall(1), attempts: 2 };
  const reading = interpret("openai", 200, body);
  assertEquals(await keepResult(parts, record, result, item, reading), 0.003);
  assertEquals((await journal.find([key])).get(key), {
    ...sampleCompletion(1, { body, source: "batch_1", attempts: 2 }),
    startedAt: 4_000,
    endedAt: 9_000,
  });
  assertEquals((await journal.totals())[0]!.usd, 0.003);
});
