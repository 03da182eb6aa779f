import { assertEquals, assertRejects } from "@std/assert";
import { readAgain, recallAll, recallFrom, withRecall } from "../../lib/scoring/recall.ts";
import { callKey } from "../../lib/study/call.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { JournalError } from "../../lib/study/journal_error.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { fakeEngine } from "../generation/fake_engine.ts";

const call = (provider: string, sample: number) => ({
  stage: "respond" as const,
  prompt: "respond@1",
  provider,
  model: "m",
  parameters: {},
  messages: [{ role: "user" as const, content: "Is honesty always kind?" }],
  sample,
});
const common = { requestId: null, source: "live", startedAt: 0, endedAt: 0, attempts: 1 };

Deno.test("recallFrom() reads each completion in its provider's format, null where it has no text", async () => {
  await using journal = await openSqliteJournal(":memory:");
  const calls = [call("ours", 0), call("theirs", 0), call("ours", 1), call("ours", 2)];
  const bodies = [
    '{"choices":[{"finish_reason":"stop","message":{"content":"Yes."}}]}',
    '{"content":[{"type":"text","text":"No."}],"stop_reason":"end_turn"}',
    '{"choices":[{"finish_reason":"content_filter","message":{"content":null}}]}',
  ];
  for (const [i, body] of bodies.entries()) {
    const key = callKey(calls[i]!);
    await journal.append({ ...common, key, call: calls[i]!, status: 200, body });
  }
  const source = recallFrom(journal, { ours: { api: "openai" }, theirs: { api: "anthropic" } });
  const keys = calls.map(callKey);
  const found = await source.recall(keys);
  assertEquals(keys.map((key) => found.get(key)), ["Yes.", "No.", null, undefined]);
  const engine = fakeEngine(() => "");
  assertEquals(withRecall(engine, source), engine);
  assertEquals((await engine.recall(keys)).size, 3);
});

Deno.test("recallAll() gives texts in the order asked, and stops where one is missing", async () => {
  const source = { recall: () => Promise.resolve(new Map([["b", "B"], ["a", "A"], ["n", null]])) };
  assertEquals(await recallAll(source, ["a", "b", "a"]), ["A", "B", "A"]);
  for (const key of ["x", "n", null]) {
    await assertRejects(
      () => recallAll(source, ["a", key]),
      JournalError,
      `key ${key} in the journal`,
    );
  }
});

Deno.test("readAgain() takes the last JSON object that fits", () => {
  const read = (json: unknown) => {
    const { x } = json as { x?: number };
    if (x === undefined) throw new Error("no x");
    return x;
  };
  assertEquals(readAgain('{"x": 1} then {"x": 2} and {"y": 3}', read), 2);
  assertEquals(readAgain("nothing", read), null);
});

Deno.test("recallFrom() says in a sentence which provider an answer is from that the config does not name", async () => {
  await using journal = await openSqliteJournal(":memory:");
  for (const provider of ["constructor", "gone"]) {
    const asked = call(provider, 0);
    const key = callKey(asked);
    await journal.append({ ...common, key, call: asked, status: 200, body: "{}" });
    await assertRejects(
      () => recallFrom(journal, { ours: { api: "openai" } }).recall([key]),
      InputError,
      `Expected the provider "${provider}", which answers of the study are from, but found ours`,
    );
  }
});
