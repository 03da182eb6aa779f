import { assertEquals } from "@std/assert";
import { googleBatches } from "../../../lib/querying/batches/google_batches.ts";
import { type BatchFormat, readLines, testFormat, testNamedFormat } from "./batch_format.ts";

const FORMAT: BatchFormat = {
  api: "google",
  model: "gemini-2.5-pro",
  make: googleBatches,
  tellsOfUnserved: false,
  line: (key) => ({ key, response: {} }),
};
testFormat(FORMAT);
testNamedFormat(FORMAT);

Deno.test("googleBatches() reads the results beside lines that no documentation knows", async () => {
  const lines = [
    '{"key":"a","response":{"x":1}}',
    '{"key":"b"}',
    '{"key":"c"',
    "null",
    '{"response":{"x":2}}',
    '{"key":"d","error":{}}',
    '{"key":"e","error":{"code":3}}',
  ];
  assertEquals(await readLines(googleBatches, lines), [
    { result: { key: "a", status: 200, body: '{"x":1}', requestId: null } },
    { result: { key: "b", status: 200, body: '{"key":"b"}', requestId: null } },
    { unreadable: '{"key":"c"' },
    { unreadable: "null" },
    { unreadable: '{"response":{"x":2}}' },
    { result: { key: "d", status: 500, body: '{"error":{}}', requestId: null } },
    { result: { key: "e", status: 400, body: '{"error":{"code":3}}', requestId: null } },
  ]);
});

Deno.test("googleBatches() tells a batch that failed for now, failed for good, expired or was cancelled", async () => {
  const stateOf = async (state: string, error?: object) => {
    const operation = { name: "batches/1", done: true, metadata: { state }, error };
    const fetch = () => Promise.resolve(Response.json(operation));
    const { cancelled, expired, failure } = await googleBatches({ apiKey: "k", fetch }).state(
      "batches/1",
    );
    return [cancelled, expired, failure];
  };
  const failed = "BATCH_STATE_FAILED";
  assertEquals(await stateOf(failed, { code: 8, message: "quota" }), [
    false,
    false,
    { message: "quota", passes: true },
  ]);
  assertEquals(await stateOf(failed, { code: 3, message: "no such field" }), [
    false,
    false,
    { message: "no such field", passes: false },
  ]);
  // Its calls were not got to: they are sent again as those of other providers are.
  assertEquals(await stateOf("BATCH_STATE_EXPIRED", { code: 4, message: "late" }), [
    false,
    true,
    null,
  ]);
  assertEquals(await stateOf("BATCH_STATE_CANCELLED", { code: 1, message: "by you" }), [
    true,
    false,
    null,
  ]);
});
