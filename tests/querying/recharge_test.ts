import { assertAlmostEquals, assertEquals } from "@std/assert";
import { mostCost } from "../../lib/querying/charging.ts";
import { recharge } from "../../lib/querying/recharge.ts";
import { callKey } from "../../lib/study/call.ts";
import type { Charge } from "../../lib/study/completion.ts";
import type { JournalFilter } from "../../lib/study/journal.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { sampleCompletion } from "../study/samples.ts";

const PROVIDERS = { openai: { api: "openai" as const } };
const PRICE = { input: 1000, output: 2000, batchDiscount: 0.5 };
const body = JSON.stringify({
  choices: [{ message: { content: "Yes." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 30, completion_tokens: 10 },
});

Deno.test("recharge() rebuilds charges that are lost, at the price of a batch where it came by one, and no others", async () => {
  await using journal = await openSqliteJournal(":memory:");
  await journal.append(sampleCompletion(1, { body }));
  await journal.append(sampleCompletion(2, { body, source: "batch_1" }));
  await journal.append(sampleCompletion(3, { body }));
  const { key } = sampleCompletion(3);
  const charge = { key, inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, usd: 9 };
  await journal.charge(charge);
  assertEquals(await recharge(journal, PROVIDERS, () => PRICE), 2);
  const [total] = await journal.totals();
  assertAlmostEquals(total!.usd, 0.05 + 0.025 + 9, 1e-12);
  assertEquals([total!.unpriced, total!.inputTokens, total!.outputTokens], [0, 61, 21]);
  assertEquals(await recharge(journal, PROVIDERS, () => PRICE), 0);
});

Deno.test("recharge() charges what had no price once there is one, and counts the most for what tells no usage", async () => {
  await using journal = await openSqliteJournal(":memory:");
  await journal.append(sampleCompletion(1, { body }));
  const untold = sampleCompletion(2, { body: body.replace(/,"usage".*/, "}") });
  await journal.append(untold);
  const { key } = sampleCompletion(1);
  await journal.charge({ key, inputTokens: 30, cachedInputTokens: 0, outputTokens: 10, usd: null });
  assertEquals(await recharge(journal, PROVIDERS, () => null), 0);
  assertEquals(await recharge(journal, {}, () => PRICE), 0);
  assertEquals(await recharge(journal, PROVIDERS, () => PRICE), 2);
  const [total] = await journal.totals();
  assertAlmostEquals(total!.usd, 0.05 + mostCost("openai", untold.call, PRICE), 1e-12);
  assertEquals([total!.unpriced, total!.outputTokens], [0, 10]);
});

Deno.test("recharge() charges nothing for what was imported, which tells no usage", async () => {
  await using journal = await openSqliteJournal(":memory:");
  const untold = body.replace(/,"usage".*/, "}");
  await journal.append(sampleCompletion(1, { body: untold, source: "imported" }));
  await journal.append(sampleCompletion(2, { body }));
  assertEquals(await recharge(journal, PROVIDERS, () => PRICE), 2);
  const [total] = await journal.totals();
  assertAlmostEquals(total!.usd, 0.05, 1e-12);
  assertEquals(total!.unpriced, 0);
});

Deno.test("recharge() reads no answer of a model that has no price, of which there may be a million", async () => {
  await using journal = await openSqliteJournal(":memory:");
  await journal.append(sampleCompletion(1, { body }));
  const priced = sampleCompletion(2, { body });
  const call = { ...priced.call, model: "another" };
  await journal.append({ ...priced, call, key: callKey(call) });
  const read: string[] = [];
  const seen: typeof journal = Object.assign(Object.create(journal), {
    totals: () => journal.totals(),
    charge: (charge: Charge) => journal.charge(charge),
    async *uncharged(filter?: JournalFilter) {
      for await (const completion of journal.uncharged(filter)) {
        read.push(completion.call.model);
        yield completion;
      }
    },
  });
  assertEquals(await recharge(seen, PROVIDERS, () => null), 0);
  assertEquals(read, []);
  const ofAnother = (_: string, model: string) => model === "another" ? PRICE : null;
  assertEquals(await recharge(seen, PROVIDERS, ofAnother), 1);
  assertEquals(read, ["another"]);
});
