import { assertEquals, assertStrictEquals } from "@std/assert";
import { type BatchApi, BatchRefused } from "../../../lib/querying/batches/batch_api.ts";
import type { BatchRecord } from "../../../lib/querying/batches/batch_record.ts";
import { submitBatch } from "../../../lib/querying/batches/submit_batch.ts";
import { FakeClock } from "../fake_clock.ts";

/** Submits to a provider that fails with these errors first; returns what came of it, and how often it was asked. */
async function submit(errors: Error[], stop = new AbortController().signal) {
  const clock = new FakeClock();
  const record: BatchRecord = {
    name: "a",
    provider: "openai",
    model: "o3",
    id: null,
    state: "submitting",
    submittedAt: 0,
    keys: [],
  };
  let asked = 0;
  const batches = {
    submit() {
      asked++;
      const error = errors.shift();
      return error ? Promise.reject(error) : Promise.resolve("batch_1");
    },
  } as unknown as BatchApi;
  let refusal: Error | null | undefined;
  submitBatch({ clock, apiOf: () => "openai" }, batches, [], record, stop).then((r) => refusal = r);
  for (let i = 0; i < 20 && refusal === undefined; i++) await clock.advance(60_000);
  return { asked, refusal, id: record.id };
}

const refused = (status: number) =>
  new BatchRefused(status, JSON.stringify({ error: { message: "no" } }));

Deno.test("submitBatch() submits again after faults that pass, and keeps the provider's id", async () => {
  const errors = [new TypeError("connection lost"), refused(503), refused(429)];
  assertEquals(await submit(errors), { asked: 4, refusal: null, id: "batch_1" });
});

Deno.test("submitBatch() gives up at once on a refusal that no repetition mends", async () => {
  const error = refused(400);
  const { asked, refusal, id } = await submit([error]);
  assertEquals([asked, id], [1, null]);
  assertStrictEquals(refusal, error);
});

Deno.test("submitBatch() gives up after six repetitions, and sooner when the run is stopped", async () => {
  const many = () => Array.from({ length: 20 }, () => refused(503));
  assertEquals((await submit(many())).asked, 7);
  assertEquals((await submit(many(), AbortSignal.abort())).asked, 1);
});
