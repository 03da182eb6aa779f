import { assert, assertEquals } from "@std/assert";
import { openaiBatches } from "../../../lib/querying/batches/openai_batches.ts";
import { callOfAsk } from "../../../lib/querying/call_of_ask.ts";
import { callKey } from "../../../lib/study/call.ts";
import { asksOf, mockProviders, MODELS } from "../mock_providers.ts";
import {
  type BatchFormat,
  itemOf,
  readLines,
  soughtAs,
  testFormat,
  testNamedFormat,
} from "./batch_format.ts";
import { fakeBatches } from "./fake_batches.ts";

const FORMAT: BatchFormat = {
  api: "openai",
  model: "gpt-4.1",
  path: "/v1",
  make: openaiBatches,
  tellsOfUnserved: true,
  line: (custom_id) => ({ custom_id, response: { status_code: 200, body: {} } }),
};
testFormat(FORMAT);
testNamedFormat(FORMAT);

Deno.test("openaiBatches() looks for a batch only as far back as it can have been submitted", async () => {
  await using at = fakeBatches(() => "an answer");
  const batches = openaiBatches({ apiKey: "k", baseUrl: `${at.url}/v1` });
  at.pageSize = 2;
  for (let i = 0; i < 5; i++) await batches.submit([itemOf(FORMAT, `${i}`)], `study-${i}`);
  assertEquals(await batches.find(soughtAs("study-0", Date.now() + 2 * 3_600_000)), "absent");
});

Deno.test("openaiBatches() goes through aimock's batches: submitted, found by name, read by key", async () => {
  await using at = await mockProviders();
  const batches = openaiBatches({ apiKey: "none", baseUrl: at.providers["openai"]!.baseUrl });
  const items = asksOf(3, [MODELS[0]!]).map((ask) => {
    const { call } = callOfAsk("openai", ask);
    return { key: callKey(call), call };
  });
  const id = await batches.submit(items, "study-1");
  assertEquals(await batches.find(soughtAs("study-1")), { id });
  assertEquals(await batches.find(soughtAs("study-2")), "absent");
  let state = await batches.state(id);
  for (let look = 0; look < 20 && !state.ended; look++) state = await batches.state(id);
  assert(state.ended);
  assertEquals(state.failure, null);
  const lines = await Array.fromAsync(batches.results(id, state));
  const keys = lines.map((line) => "result" in line ? line.result.key : line);
  assertEquals(keys.sort(), items.map((i) => i.key).sort());
});

Deno.test("openaiBatches() tells a batch that failed for what is queued beside it", async () => {
  const failureOf = async (error?: object) => {
    const batch = { status: "failed", errors: { data: error ? [error] : [] } };
    const fetch = () => Promise.resolve(Response.json(batch));
    return (await openaiBatches({ apiKey: "k", fetch }).state("b")).failure;
  };
  const message = "Enqueued token limit reached";
  assertEquals(await failureOf({ code: "token_limit_exceeded", message }), {
    message,
    passes: true,
  });
  assertEquals(await failureOf({ code: "invalid_json_line", message: "no" }), {
    message: "no",
    passes: false,
  });
  assertEquals(await failureOf(), { message: "the provider refused the batch", passes: false });
});

Deno.test("openaiBatches() reads the results beside lines that no documentation knows", async () => {
  const lines = [
    '{"custom_id":"a","response":{"status_code":200,"request_id":"r","body":{"x":1}},"error":null}',
    '{"custom_id":"b","response":{}}',
    '{"custom_id":"c","response":null,"error":{"code":"odd"}}',
    '{"custom_id":"d"',
    "null",
    '{"custom_id":"e","response":{"status_code":400,"request_id":7,"body":{"error":{}}}}',
    '{"custom_id":"f","response":null,"error":{"code":"batch_cancelled"}}',
    '{"custom_id":"g","response":null,"error":null}',
    '{"response":{"status_code":200,"body":{"x":2}}}',
  ];
  assertEquals(await readLines(openaiBatches, lines), [
    { result: { key: "a", status: 200, body: '{"x":1}', requestId: "r" } },
    { result: { key: "b", status: 200, body: "null", requestId: null } },
    { result: { key: "c", status: 500, body: '{"error":{"code":"odd"}}', requestId: null } },
    { unreadable: '{"custom_id":"d"' },
    { unreadable: "null" },
    { result: { key: "e", status: 400, body: '{"error":{}}', requestId: null } },
    { unserved: "f" },
    { result: { key: "g", status: 200, body: lines[7]!, requestId: null } },
    { unreadable: lines[8]! },
    { doubt: "the last line of its results cannot be read" },
  ]);
});
