import { assert, assertEquals } from "@std/assert";
import { openaiBatches } from "../../../lib/querying/batches/openai_batches.ts";
import { callOfAsk } from "../../../lib/querying/call_of_ask.ts";
import { callKey } from "../../../lib/study/call.ts";
import { asksOf, mockProviders, MODELS } from "../mock_providers.ts";

Deno.test("openaiBatches() goes through aimock's batches: submitted, found by name, read by key", async () => {
  await using at = await mockProviders();
  const batches = openaiBatches({ apiKey: "none", baseUrl: at.providers["openai"]!.baseUrl });
  const items = asksOf(3, [MODELS[0]!]).map((ask) => {
    const { call } = callOfAsk("openai", ask);
    return { key: callKey(call), call };
  });
  const id = await batches.submit(items, "study-1");
  assertEquals(await batches.find("study-1"), id);
  assertEquals(await batches.find("study-2"), undefined);
  let state = await batches.state(id);
  for (let look = 0; look < 20 && !state.ended; look++) state = await batches.state(id);
  assert(state.ended);
  assertEquals(state.failure, null);
  const results = await batches.results(id, state);
  assertEquals(results.map((r) => r.key).sort(), items.map((i) => i.key).sort());
});
