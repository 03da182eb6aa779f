import { assertEquals } from "@std/assert";
import { anthropicBatches } from "../../../lib/querying/batches/anthropic_batches.ts";
import { type BatchFormat, itemOf, readLines, testFormat } from "./batch_format.ts";
import { fakeBatches } from "./fake_batches.ts";

const FORMAT: BatchFormat = {
  api: "anthropic",
  model: "claude-opus-4-1",
  make: anthropicBatches,
  tellsOfUnserved: true,
  line: (custom_id) => ({ custom_id, result: { type: "succeeded", message: {} } }),
};
testFormat(FORMAT);

const item = (text: string) => itemOf(FORMAT, text);
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
    '{"result":{"type":"succeeded","message":{"x":2}}}',
    '{"custom_id":"e","result":{"type":"errored"}}',
    '{"custom_id":"f","result":{"type":"errored","error":{"error":{"type":"invalid_request_error"},"request_id":7}}}',
    '{"custom_id":"g","result":{"type":"canceled"}}',
  ];
  assertEquals(await readLines(anthropicBatches, lines), [
    { result: { key: "a", status: 200, body: '{"x":1}', requestId: null } },
    { result: { key: "b", status: 200, body: "null", requestId: null } },
    { result: { key: "c", status: 200, body: '{"custom_id":"c"}', requestId: null } },
    { unreadable: '{"custom_id":"d"' },
    { unreadable: "null" },
    { unreadable: lines[5]! },
    { result: { key: "e", status: 500, body: "null", requestId: null } },
    {
      result: {
        key: "f",
        status: 400,
        body: '{"error":{"type":"invalid_request_error"},"request_id":7}',
        requestId: null,
      },
    },
    { unserved: "g" },
  ]);
});
