import { assertEquals, assertStrictEquals } from "@std/assert";
import {
  type BatchApi,
  BatchRefused,
  type Found,
} from "../../../lib/querying/batches/batch_api.ts";
import { type Submission, submitBatch } from "../../../lib/querying/batches/submit_batch.ts";
import { FakeClock } from "../fake_clock.ts";

/** Submits to a provider that fails with these errors first, and answers a search so. */
async function submit(
  errors: Error[],
  { found = ["absent"], stop = new AbortController().signal }: {
    found?: (Found | Error)[];
    stop?: AbortSignal;
  } = {},
) {
  const clock = new FakeClock();
  const sought = {
    name: "a",
    provider: "openai",
    submittedAt: 0,
    keys: [],
    others: new Set<string>(),
  };
  const did: string[] = [];
  const batches = {
    submit() {
      did.push("submit");
      const error = errors.shift();
      return error ? Promise.reject(error) : Promise.resolve("batch_1");
    },
    find() {
      did.push("find");
      const next = found.length > 1 ? found.shift()! : found[0]!;
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
  } as unknown as BatchApi;
  let submission: Submission | undefined;
  submitBatch({ clock, apiOf: () => "openai" }, batches, [], sought, stop).then((s) =>
    submission = s
  );
  for (let i = 0; i < 40 && submission === undefined; i++) await clock.advance(60_000);
  return { submission: submission!, did };
}

const refused = (status: number) =>
  new BatchRefused(status, JSON.stringify({ error: { message: "no" } }));
const lost = () => new TypeError("connection lost");

Deno.test("submitBatch() looks for a batch whose answer was lost before it submits it again", async () => {
  const { submission, did } = await submit([lost(), refused(503), refused(429)]);
  assertEquals(submission, { kind: "taken", id: "batch_1" });
  // A 429 leaves no doubt: nothing was taken.
  assertEquals(did, ["submit", "find", "submit", "find", "submit", "submit"]);
});

Deno.test("submitBatch() submits nothing again that the provider has, or may have", async () => {
  assertEquals(await submit([lost()], { found: [{ id: "batch_0" }] }), {
    submission: { kind: "taken", id: "batch_0" },
    did: ["submit", "find"],
  });
  assertEquals(await submit([refused(502)], { found: ["unclear"] }), {
    submission: { kind: "unclear" },
    did: ["submit", "find"],
  });
  // A search that fails leaves the doubt.
  const { submission, did } = await submit([lost()], {
    found: [lost(), refused(500), refused(401), { id: "batch_0" }],
  });
  assertEquals(submission, { kind: "taken", id: "batch_0" });
  assertEquals(did.filter((what) => what === "submit").length, 1);
});

Deno.test("submitBatch() submits again where the endpoint cannot list batches", async () => {
  const { submission, did } = await submit([lost()], { found: [refused(404)] });
  assertEquals([submission.kind, did], ["taken", ["submit", "find", "submit"]]);
});

Deno.test("submitBatch() gives up at once on a refusal that no repetition mends", async () => {
  const error = refused(400);
  const { submission, did } = await submit([error]);
  assertEquals([submission.kind, did], ["refused", ["submit"]]);
  assertStrictEquals((submission as { error: Error }).error, error);
});

Deno.test("submitBatch() gives up after six repetitions, and sooner when the run is stopped, in doubt or not", async () => {
  const many = (make: () => Error) => Array.from({ length: 20 }, make);
  const submits = ({ did }: { did: string[] }) => did.filter((what) => what === "submit").length;
  const busy = await submit(many(() => refused(429)));
  assertEquals([submits(busy), busy.submission.kind], [7, "refused"]);
  const away = await submit(many(lost), { found: [lost()] });
  assertEquals([submits(away), away.submission.kind], [1, "unclear"]);
  const stop = AbortSignal.abort();
  const stopped = await submit(many(lost), { stop });
  assertEquals([stopped.did, stopped.submission.kind], [["submit"], "unclear"]);
  assertEquals((await submit(many(() => refused(429)), { stop })).submission.kind, "refused");
});
