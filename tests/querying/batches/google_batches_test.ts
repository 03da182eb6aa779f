import { assertEquals } from "@std/assert";
import { googleBatches } from "../../../lib/querying/batches/google_batches.ts";
import { interpret } from "../../../lib/querying/interpret.ts";
import { type Call, callKey } from "../../../lib/study/call.ts";
import { fakeBatches } from "./fake_batches.ts";

const item = (text: string) => {
  const call: Call = {
    stage: "respond",
    prompt: "respond@1",
    provider: "google",
    model: "gemini-2.5-pro",
    parameters: { maxTokens: 100 },
    messages: [{ role: "user", content: text }],
    sample: 0,
  };
  return { key: callKey(call), call };
};

const sought = (name: string) => ({
  name,
  submittedAt: Date.now(),
  keys: [],
  others: new Set<string>(),
});

Deno.test("googleBatches() finds a batch by its name on any page of the list", async () => {
  await using at = fakeBatches(() => "an answer");
  at.pageSize = 2;
  const batches = googleBatches({ apiKey: "k", baseUrl: at.url });
  const ids = [];
  for (let i = 0; i < 5; i++) ids.push(await batches.submit([item(`${i}`)], `study-${i}`));
  for (let i = 0; i < 5; i++) {
    assertEquals(await batches.find(sought(`study-${i}`)), { id: ids[i]! });
  }
  assertEquals(await batches.find(sought("study-5")), "absent");
});

Deno.test("googleBatches() matches results by key, gives errors their status, and leaves out what expired", async () => {
  await using at = fakeBatches((text) =>
    text === "late" ? "expire" : text === "wrong" ? 400 : text === "down" ? 500 : `to ${text}`
  );
  const batches = googleBatches({ apiKey: "k", baseUrl: at.url });
  const items = ["a", "wrong", "late", "b", "down"].map(item);
  const id = await batches.submit(items, "study-1");
  assertEquals(await batches.find(sought("study-1")), { id });
  assertEquals(await batches.find(sought("study-2")), "absent");
  assertEquals((await batches.state(id)).ended, false);
  const state = await batches.state(id);
  assertEquals([state.ended, state.failure], [true, null]);
  const results = await batches.results(id, state);
  const byKey = new Map(results.map((result) => [result.key, result]));
  assertEquals(items.map(({ key }) => byKey.get(key)?.status), [200, 400, undefined, 200, 500]);
  assertEquals(
    [items[0]!, items[3]!].map(({ key }) => interpret("google", 200, byKey.get(key)!.body).text),
    ["to a", "to b"],
  );
});

Deno.test("googleBatches() cancels a batch, which then ends without results", async () => {
  await using at = fakeBatches(() => "an answer");
  at.looks = 100;
  const batches = googleBatches({ apiKey: "k", baseUrl: at.url });
  const id = await batches.submit([item("a")], "study-1");
  await batches.cancel(id);
  assertEquals(at.cancelled, [id]);
  const state = await batches.state(id);
  assertEquals([state.ended, state.failure], [true, null]);
  assertEquals(await batches.results(id, state), []);
});

Deno.test("googleBatches() reads the results beside lines that no documentation knows", async () => {
  const lines = [
    '{"key":"a","response":{"x":1}}',
    '{"key":"b"}',
    '{"key":"c"',
    "null",
    '{"key":"d","error":{}}',
    '{"key":"e","error":{"code":3}}',
  ];
  const fetch = () => Promise.resolve(new Response(lines.join("\n")));
  const batches = googleBatches({ apiKey: "k", fetch });
  assertEquals(await batches.results("batch", { ended: true, files: ["f"], failure: null }), [
    { key: "a", status: 200, body: '{"x":1}', requestId: null },
    { key: "d", status: 500, body: '{"error":{}}', requestId: null },
    { key: "e", status: 400, body: '{"error":{"code":3}}', requestId: null },
  ]);
});
