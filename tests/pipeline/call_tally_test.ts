import { assertEquals } from "@std/assert";
import { askJson } from "../../lib/generation/ask_json.ts";
import { CallTally } from "../../lib/pipeline/call_tally.ts";
import { callOfAsk } from "../../lib/querying/call_of_ask.ts";
import { createEngine } from "../../lib/querying/create_engine.ts";
import { embeddingKey } from "../../lib/querying/embedding.ts";
import type { Ask } from "../../lib/querying/engine.ts";
import { recallFrom, withRecall } from "../../lib/scoring/recall.ts";
import { callKey } from "../../lib/study/call.ts";
import type { Journal } from "../../lib/study/journal.ts";
import type { ModelRef } from "../../lib/study/model_ref.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { sampleCompletion, sampleFailure } from "../study/samples.ts";

const config = { providers: { own: { api: "openai", baseUrl: "http://127.0.0.1:1" } } } as const;
const warm: ModelRef = {
  key: "a",
  provider: "own",
  model: "gpt-4.1",
  parameters: { temperature: 1 },
};
const cold: ModelRef = { ...warm, key: "b", parameters: { temperature: 0 } };
const ask = (content: string, model = warm): Ask => ({
  stage: "position",
  prompt: "position@1",
  model,
  messages: [{ role: "user", content }],
});

function counted(journal: Journal) {
  const tally = new CallTally(journal);
  const engine = createEngine({ config, journal, offline: true });
  return { tally, engine: tally.over(withRecall(engine, recallFrom(journal, config.providers))) };
}

async function answer(journal: Journal, asked: Ask, content: string): Promise<void> {
  const { call } = callOfAsk("openai", asked);
  const body = JSON.stringify({ choices: [{ finish_reason: "stop", message: { content } }] });
  await journal.append(sampleCompletion(0, { body }, call));
}

Deno.test("CallTally counts by the keys of calls: answers, what failed for good, and each missing call once", async () => {
  await using journal = await openSqliteJournal(":memory:");
  await answer(journal, ask("answered"), "Yes.");
  for (const [content, final] of [["for good", true], ["for now", false]] as const) {
    const { call } = callOfAsk("openai", ask(content));
    await journal.fail(sampleFailure(0, { call, key: callKey(call), final }));
  }
  const { tally, engine } = counted(journal);
  const contents = ["answered", "for good", "for now", "never asked", "never asked"];
  const asks = [warm, cold].flatMap((model) => contents.map((content) => ask(content, model)));
  await Array.fromAsync(engine.run(asks, { label: "test" }));
  const none = { answered: 0, final: 0, second: 0, embeddings: 0, missing: 0 };
  assertEquals(tally.of("position", warm), { ...none, answered: 1, final: 1, missing: 2 });
  assertEquals(tally.of("position", { ...warm }), tally.of("position", warm));
  assertEquals(tally.of("position", cold), { ...none, missing: 4 });
  assertEquals(tally.of("comply", warm), none);
});

Deno.test("CallTally counts a second ask as soon as the first answer cannot be read", async () => {
  await using journal = await openSqliteJournal(":memory:");
  await answer(journal, ask("readable"), "{}");
  await answer(journal, ask("not readable"), "I would rather not.");
  const { tally, engine } = counted(journal);
  const asks = [ask("readable"), ask("not readable"), ask("never asked")];
  await Array.fromAsync(askJson(engine, asks, () => 1, { label: "test" }));
  const { answered, missing, second } = tally.of("position", warm);
  assertEquals([answered, missing, second], [2, 2, 1]);
});

Deno.test("CallTally counts texts to embed once, also where not all are there", async () => {
  await using journal = await openSqliteJournal(":memory:");
  const model = { key: "e", provider: "own", model: "text-embedding-3-small" };
  const key = embeddingKey(model, 2, "there");
  await journal.appendEmbeddings(new Map([[key, Float32Array.of(1, 0)]]));
  const { tally, engine } = counted(journal);
  const embed = (...texts: string[]) => engine.embed(texts, { model, dimensions: 2, label: "" });
  assertEquals([...await embed("there", "there")], [1, 0, 1, 0]);
  await embed("there", "new", "new").catch(() => {});
  const { answered, missing, embeddings } = tally.of("embed", model);
  assertEquals([answered, missing, embeddings], [2, 1, 2]);
});
