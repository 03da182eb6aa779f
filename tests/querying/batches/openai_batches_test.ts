import { assert, assertEquals } from "@std/assert";
import { openaiBatches } from "../../../lib/querying/batches/openai_batches.ts";
import { callOfAsk } from "../../../lib/querying/call_of_ask.ts";
import { callKey } from "../../../lib/study/call.ts";
import { asksOf, mockProviders, MODELS } from "../mock_providers.ts";
import { fakeBatches } from "./fake_batches.ts";

const sought = (name: string, submittedAt = Date.now()) => ({
  name,
  submittedAt,
  keys: [],
  others: new Set<string>(),
});

Deno.test("openaiBatches() finds a batch by its name, as far back as it can have been submitted", async () => {
  await using at = fakeBatches(() => "an answer");
  at.pageSize = 2;
  const batches = openaiBatches({ apiKey: "k", baseUrl: `${at.url}/v1` });
  const { call } = callOfAsk("openai", asksOf(1, [MODELS[0]!])[0]!);
  const ids = [];
  for (let i = 0; i < 5; i++) ids.push(await batches.submit([{ key: `${i}`, call }], `study-${i}`));
  for (let i = 0; i < 5; i++) {
    assertEquals(await batches.find(sought(`study-${i}`)), { id: ids[i]! });
  }
  assertEquals(await batches.find(sought("study-5")), "absent");
  // No page further is read once the batches are too old to be it.
  assertEquals(await batches.find(sought("study-0", Date.now() + 2 * 3_600_000)), "absent");
});

Deno.test("openaiBatches() goes through aimock's batches: submitted, found by name, read by key", async () => {
  await using at = await mockProviders();
  const batches = openaiBatches({ apiKey: "none", baseUrl: at.providers["openai"]!.baseUrl });
  const items = asksOf(3, [MODELS[0]!]).map((ask) => {
    const { call } = callOfAsk("openai", ask);
    return { key: callKey(call), call };
  });
  const id = await batches.submit(items, "study-1");
  assertEquals(await batches.find(sought("study-1")), { id });
  assertEquals(await batches.find(sought("study-2")), "absent");
  let state = await batches.state(id);
  for (let look = 0; look < 20 && !state.ended; look++) state = await batches.state(id);
  assert(state.ended);
  assertEquals(state.failure, null);
  const results = await batches.results(id, state);
  assertEquals(results.map((r) => r.key).sort(), items.map((i) => i.key).sort());
});

Deno.test("openaiBatches() reads the results beside lines that no documentation knows", async () => {
  const lines = [
    '{"custom_id":"a","response":{"status_code":200,"request_id":"r","body":{"x":1}},"error":null}',
    '{"custom_id":"b","response":{}}',
    '{"custom_id":"c","response":null,"error":{"code":"odd"}}',
    '{"custom_id":"d"',
    "null",
    '{"custom_id":"e","response":{"status_code":400,"request_id":7,"body":{"error":{}}}}',
  ];
  const fetch = () => Promise.resolve(new Response(lines.join("\n")));
  const batches = openaiBatches({ apiKey: "k", fetch });
  assertEquals(await batches.results("batch", { ended: true, files: ["f"], failure: null }), [
    { key: "a", status: 200, body: '{"x":1}', requestId: "r" },
    { key: "b", status: 200, body: "null", requestId: null },
    { key: "c", status: 500, body: '{"error":{"code":"odd"}}', requestId: null },
    { key: "e", status: 400, body: '{"error":{}}', requestId: null },
  ]);
});
