import { assertEquals, assertStringIncludes } from "@std/assert";
import { why } from "../../lib/querying/why.ts";
import { type Call, callKey } from "../../lib/study/call.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";

const CALL: Call = {
  stage: "respond",
  prompt: "respond@1",
  provider: "openai",
  model: "gpt-4.1",
  parameters: { temperature: 1 },
  messages: [{ role: "user", content: "Is honesty always kind?" }],
  sample: 0,
};

async function journalWith(...calls: Call[]) {
  const journal = await openSqliteJournal(":memory:");
  for (const call of calls) {
    await journal.append({
      key: callKey(call),
      call,
      status: 200,
      body: "{}",
      requestId: null,
      source: "live",
      startedAt: 0,
      endedAt: 0,
      attempts: 1,
    });
  }
  return journal;
}

Deno.test("why() names the fields in which the nearest journaled call differs", async () => {
  await using journal = await journalWith(
    { ...CALL, messages: [{ role: "user", content: "Something else altogether, is it not?" }] },
    { ...CALL, prompt: "respond@2", parameters: {} },
    { ...CALL, model: "o3", prompt: "respond@2", parameters: {}, sample: 1 },
  );
  const { nearest, sentence } = await why(journal, CALL);
  assertEquals(nearest!.differences, [
    { field: "prompt", asked: "respond@1", journaled: "respond@2" },
    { field: "parameters.temperature", asked: 1, journaled: undefined },
  ]);
  assertStringIncludes(sentence, "differs in prompt, parameters.temperature");
});

Deno.test("why() tells when a call is answered from the journal, by its key too", async () => {
  await using journal = await journalWith(CALL);
  for (const  of of[CALL, callKey(CALL)]) {
    assertStringIncludes((await why(journal, of)).sentence, "answered from the journal: sent live");
  }
});

Deno.test("why() tells of a failure and whether it is asked again", async () => {
  await using journal = await journalWith();
  await journal.fail({
    key: callKey(CALL),
    call: CALL,
    kind: "status",
    status: 404,
    message: "no such model",
    final: true,
    at: 0,
    attempts: 1,
  });
  const { sentence } = await why(journal, CALL);
  assertEquals(sentence, "It failed after 1 attempts and is not asked again: no such model");
});
