import { assertEquals, assertRejects } from "@std/assert";
import { type BatchApi, BatchRefused } from "../../../lib/querying/batches/batch_api.ts";
import { seekBatch } from "../../../lib/querying/batches/seek_batch.ts";

const seek = (find: () => Promise<unknown>) =>
  seekBatch({ find } as unknown as BatchApi, {
    name: "a",
    submittedAt: 0,
    keys: [],
    others: new Set<string>(),
  });

Deno.test("seekBatch() takes an endpoint that knows no lists for one without the batch, and no other trouble", async () => {
  assertEquals(await seek(() => Promise.resolve({ id: "b" })), { id: "b" });
  for (const status of [404, 405, 501]) {
    assertEquals(await seek(() => Promise.reject(new BatchRefused(status, ""))), "absent");
  }
  for (const error of [new BatchRefused(500, ""), new BatchRefused(401, ""), new TypeError("x")]) {
    await assertRejects(() => seek(() => Promise.reject(error)), Error, error.message);
  }
});
