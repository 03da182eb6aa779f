import { assertEquals } from "@std/assert";
import { anthropicBatches } from "../../../lib/querying/batches/anthropic_batches.ts";
import { interpret } from "../../../lib/querying/interpret.ts";
import { type Call, callKey } from "../../../lib/study/call.ts";
import { fakeBatches } from "./fake_batches.ts";

const item = (text: string) => {
  const call: Call = {
    stage: "respond",
    prompt: "respond@1",
    provider: "anthropic",
    model: "claude-opus-4-1",
    parameters: { maxTokens: 100 },
    messages: [{ role: "user", content: text }],
    sample: 0,
  };
  return { key: callKey(call), call };
};

Deno.test("anthropicBatches() matches results by key, gives errors their status, and leaves out what expired", async () => {
  await using at = fakeBatches((text) =>
    text === "late" ? "expire" : text === "wrong" ? 400 : text === "down" ? 500 : `to ${text}`
  );
  const batches = anthropicBatches({ apiKey: "k", baseUrl: at.url });
  const items = ["a", "wrong", "late", "b", "down"].map(item);
  const id = await batches.submit(items, "study-1");
  assertEquals((await batches.state(id)).ended, false);
  const state = await batches.state(id);
  assertEquals([state.ended, state.failure], [true, null]);
  const results = await batches.results(id, state);
  const byKey = new Map(results.map((result) => [result.key, result]));
  assertEquals(items.map(({ key }) => byKey.get(key)?.status), [200, 400, undefined, 200, 500]);
  assertEquals(
    [items[0]!, items[3]!].map(({ key }) => interpret("anthropic", 200, byKey.get(key)!.body).text),
    ["to a", "to b"],
  );
});

Deno.test("anthropicBatches() cancels a batch, which then ends without results", async () => {
  await using at = fakeBatches(() => "an answer");
  at.looks = 100;
  const batches = anthropicBatches({ apiKey: "k", baseUrl: at.url });
  const id = await batches.submit([item("a")], "study-1");
  await batches.cancel(id);
  assertEquals(at.cancelled, [id]);
  const state = await batches.state(id);
  assertEquals([state.ended, state.failure], [true, null]);
  assertEquals(await batches.results(id, state), []);
});

const sought = (items: readonly { key: string }[], others: readonly string[] = []) => ({
  name: "any",
  submittedAt: Date.now(),
  keys: items.map(({ key }) => key),
  others: new Set(others),
});

Deno.test("anthropicBatches() finds a batch again by the keys of its results, which bear no name", async () => {
  await using at = fakeBatches((text) => `to ${text}`);
  at.pageSize = 2;
  const batches = anthropicBatches({ apiKey: "k", baseUrl: at.url });
  const mine = [item("a"), item("b")];
  const id = await batches.submit(mine, "");
  const others: string[] = [];
  // Of the same size, of another size, and later ones that fill pages.
  for (const texts of [["c", "d"], ["a", "b", "c"], ["e"], ["f"], ["g"]]) {
    others.push(await batches.submit(texts.map(item), ""));
  }
  at.looks = 1_000;
  assertEquals(await batches.find(sought(mine)), "unclear", "while any of its size is under way");
  assertEquals(await batches.find(sought(mine, [id, others[0]!])), "absent");
  assertEquals(await batches.find(sought([item("x"), item("y"), item("z"), item("w")])), "absent");
  at.looks = 0;
  assertEquals(await batches.find(sought(mine)), { id });
  assertEquals(await batches.find(sought([item("x"), item("y")])), "absent");
  const later = { ...sought(mine), submittedAt: Date.now() + 2 * 3_600_000 };
  assertEquals(await batches.find(later), "absent", "those made long before are not looked at");
});

Deno.test("anthropicBatches() reads the results beside lines that no documentation knows", async () => {
  const lines = [
    '{"custom_id":"a","result":{"type":"succeeded","message":{"x":1}}}',
    '{"custom_id":"b","result":{"type":"succeeded"}}',
    '{"custom_id":"c"}',
    '{"custom_id":"d"',
    "null",
    '{"custom_id":"e","result":{"type":"errored"}}',
    '{"custom_id":"f","result":{"type":"errored","error":{"error":{"type":"invalid_request_error"},"request_id":7}}}',
  ];
  const fetch = () => Promise.resolve(new Response(lines.join("\n")));
  const batches = anthropicBatches({ apiKey: "k", fetch });
  assertEquals(await batches.results("batch", { ended: true, files: ["batch"], failure: null }), [
    { key: "a", status: 200, body: '{"x":1}', requestId: null },
    { key: "b", status: 200, body: "null", requestId: null },
    { key: "e", status: 500, body: "null", requestId: null },
    {
      key: "f",
      status: 400,
      body: '{"error":{"type":"invalid_request_error"},"request_id":7}',
      requestId: null,
    },
  ]);
});
