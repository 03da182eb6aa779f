import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import {
  type BatchApi,
  BatchRefused,
  type Found,
} from "../../../lib/querying/batches/batch_api.ts";
import { type Submission, submitBatch } from "../../../lib/querying/batches/submit_batch.ts";
import { FakeClock } from "../fake_clock.ts";
import { soughtAs } from "./batch_format.ts";

/** Submits to a provider that fails with these errors first, and answers a search so. */
async function submit(
  errors: Error[],
  { found = ["absent"], stop = new AbortController().signal }: {
    found?: (Found | Error)[];
    stop?: AbortSignal;
  } = {},
) {
  const clock = new FakeClock();
  const did: string[] = [];
  const notes = new Set<string>();
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
  const parts = {
    clock,
    apiOf: () => "openai" as const,
    note: (sentence: string) => void notes.add(sentence),
    secrets: () => ["hunter2"],
    pollSeconds: 30,
  };
  submitBatch(parts, batches, [], { ...soughtAs("a"), provider: "openai" }, stop).then((s) =>
    submission = s
  );
  for (let i = 0; i < 3_000 && submission === undefined; i++) await clock.advance(30_000);
  const submits = did.filter((what) => what === "submit").length;
  return { submission: submission!, did, submits, hours: clock.now() / 3_600_000, notes };
}

const refused = (status: number) =>
  new BatchRefused(status, JSON.stringify({ error: { message: "no, hunter2" } }));
const lost = () => new TypeError("connection lost");
const many = (make: () => Error) => Array.from({ length: 200 }, make);

Deno.test("submitBatch() submits again a batch whose answer was lost only when it has stayed away for two minutes", async () => {
  const { submission, did } = await submit([lost(), refused(503), refused(429)]);
  assertEquals(submission, { kind: "taken", id: "batch_1" });
  const finds = Array(5).fill("find");
  // A 429 leaves no doubt: nothing was taken.
  assertEquals(did, ["submit", ...finds, "submit", ...finds, "submit", "submit"]);
});

Deno.test("submitBatch() submits nothing again that the provider has, gets a little later, or may have", async () => {
  assertEquals((await submit([lost()], { found: [{ id: "batch_0" }] })).did, ["submit", "find"]);
  // The provider was still at it when the connection was lost.
  const late = await submit([lost()], { found: ["absent", "absent", { id: "batch_0" }] });
  assertEquals([late.submission, late.submits], [{ kind: "taken", id: "batch_0" }, 1]);
  const unclear = await submit([refused(502)], { found: ["unclear"] });
  assertEquals([unclear.submission, unclear.submits], [{ kind: "unclear" }, 1]);
  // A search that fails leaves the doubt.
  const { submission, submits } = await submit([lost()], {
    found: [lost(), refused(500), refused(401), { id: "batch_0" }],
  });
  assertEquals([submission, submits], [{ kind: "taken", id: "batch_0" }, 1]);
});

Deno.test("submitBatch() submits again where the endpoint cannot list batches", async () => {
  const { submission, submits } = await submit([lost()], { found: [refused(405)] });
  assertEquals([submission.kind, submits], ["taken", 2]);
});

Deno.test("submitBatch() gives up at once on a refusal that no repetition mends", async () => {
  const error = refused(400);
  const { submission, did } = await submit([error]);
  assertEquals([submission.kind, did], ["refused", ["submit"]]);
  assertStrictEquals((submission as { error: Error }).error, error);
});

Deno.test("submitBatch() waits out a queue that is full for hours, and says so without a key", async () => {
  const { submission, submits, hours, notes } = await submit(many(() => refused(429)));
  assertEquals([submits, submission.kind], [101, "refused"]);
  assert(hours > 7 && hours < 9, `${hours} hours`);
  assertEquals([notes.size, [...notes].join().includes("hunter2")], [1, false]);
  assertEquals((await submit(many(() => refused(429)).slice(0, 90))).submission.kind, "taken");
});

Deno.test("submitBatch() gives up on faults after ten repetitions, in doubt or not", async () => {
  const conflict = await submit(many(() => refused(409)));
  assertEquals([conflict.submits, conflict.submission.kind], [11, "refused"]);
  const away = await submit(many(lost), { found: [lost()] });
  assertEquals([away.submits, away.submission.kind], [1, "unclear"]);
});

Deno.test("submitBatch() submits nothing more when the run is stopped", async () => {
  const stop = AbortSignal.abort();
  const stopped = await submit(many(lost), { stop });
  assertEquals([stopped.did, stopped.submission.kind], [["submit"], "unclear"]);
  assertEquals((await submit(many(() => refused(429)), { stop })).submission.kind, "refused");
});
