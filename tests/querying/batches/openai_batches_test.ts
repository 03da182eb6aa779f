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
