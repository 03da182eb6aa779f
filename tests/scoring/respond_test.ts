import { assertEquals, assertRejects } from "@std/assert";
import { respond } from "../../lib/scoring/respond.ts";
import { readResponses } from "../../lib/scoring/response_rows.ts";
import { fakeEngine, keyOf } from "../generation/fake_engine.ts";

const queries = ["q1", "q2"].map((id) => ({
  id,
  scenario: "s",
  nudge: "neutral" as const,
  text: `Text of ${id}.`,
}));
const panel = ["a", "b"].map((key) => ({ key, provider: "p", model: `model-${key}` }));

Deno.test("respond() gives every cell its response, in order, whatever the order of answers", async () => {
  const engine = fakeEngine(
    (ask) => `${ask.model.key} ${ask.messages[0]!.content} ${ask.sample}`,
    { reversed: true },
  );
  const responses = await respond(engine, queries, panel, { samples: 2 });
  const read = await readResponses(engine, responses);
  assertEquals(read.map((r) => r.text), [
    "a Text of q1. 0",
    "a Text of q1. 1",
    "b Text of q1. 0",
    "b Text of q1. 1",
    "a Text of q2. 0",
    "a Text of q2. 1",
    "b Text of q2. 0",
    "b Text of q2. 1",
  ]);
  assertEquals(responses.at(3)!.key, keyOf(3));
  assertEquals(engine.asks[0]!.messages, [{ role: "user", content: "Text of q1." }]);
});

Deno.test("respond() keeps outcomes with their reasons, and the text of a truncated answer", async () => {
  const answers = [
    { outcome: "filtered" as const, detail: "finish reason SAFETY" },
    { outcome: "truncated" as const, text: "I would", detail: "length" },
    { outcome: "not_run" as const, detail: "stopped" },
    { outcome: "answered" as const, text: " \n" },
  ];
  let i = 0;
  const engine = fakeEngine(() => answers[i++]!);
  const responses = await readResponses(engine, await respond(engine, queries, panel));
  assertEquals(responses.map((r) => [r.outcome, r.text, r.detail]), [
    ["filtered", null, "finish reason SAFETY"],
    ["truncated", "I would", "length"],
    ["not_run", null, "stopped"],
    ["failed", null, "the answer was empty"],
  ]);
});

Deno.test("respond() gives a spec as the system prompt", async () => {
  const engine = fakeEngine(() => "Yes.");
  await respond(engine, queries, panel, { spec: "# Be kind" });
  assertEquals(engine.asks[0]!.messages, [
    { role: "system", content: "# Be kind" },
    { role: "user", content: "Text of q1." },
  ]);
});

Deno.test("respond() throws for a number of samples that is none", async () => {
  await assertRejects(
    () => respond(fakeEngine(() => ""), queries, panel, { samples: 0 }),
    RangeError,
    "but found 0",
  );
});
