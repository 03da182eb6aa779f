import { assertEquals, assertRejects } from "@std/assert";
import {
  type BatchApi,
  BatchRefused,
  type BatchState,
  type Found,
} from "../../../lib/querying/batches/batch_api.ts";
import { BatchLedger } from "../../../lib/querying/batches/batch_ledger.ts";
import { type EndedBatch, watchBatch } from "../../../lib/querying/batches/watch_batch.ts";
import { openSqliteJournal } from "../../../lib/study/sqlite_journal.ts";
import { FakeClock } from "../fake_clock.ts";

const running: BatchState = { ended: false, files: [], failure: null };
const ended: BatchState = { ended: true, files: ["f"], failure: null };
const result = { key: "k", status: 200, body: "{}", requestId: null };

/** Watches a batch whose provider shows these things, one a look; the last one again and again. */
async function watch(
  shows: (BatchState | Found | Error)[],
  { id = "b1", stop = new AbortController().signal }: {
    id?: string | null;
    stop?: AbortSignal;
  } = {},
) {
  await using journal = await openSqliteJournal(":memory:");
  const ledger = new BatchLedger(journal);
  const record = await ledger.begin({ provider: "p", model: "m", submittedAt: 0, keys: ["k"] });
  if (id) await ledger.opened(record, id);
  const clock = new FakeClock();
  const notes: string[] = [];
  let looks = 0;
  const show = () => {
    looks++;
    const next = shows.length > 1 ? shows.shift()! : shows[0]!;
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  const batches = { find: show, state: show, results: () => Promise.resolve([result]) };
  let seen: EndedBatch | null | undefined;
  let failed: unknown;
  watchBatch(
    { clock, note: (s) => void notes.push(s), secrets: () => ["hunter2"], pollSeconds: 30 },
    batches as unknown as BatchApi,
    ledger,
    record,
    stop,
  ).then((end) => seen = end, (error) => failed = error);
  for (let i = 0; i < 50 && seen === undefined && !failed; i++) {
    // Lets the journal's own timers run.
    await new Promise((resolve) => setTimeout(resolve, 1));
    await clock.advance(300_000);
  }
  if (failed) throw failed;
  return { seen, looks, notes, record };
}

Deno.test("watchBatch() looks until a batch has ended, and gives its results", async () => {
  const { seen, looks } = await watch([running, running, ended]);
  assertEquals([seen, looks], [{ results: [result], failure: null }, 3]);
  const failure = "too large";
  assertEquals((await watch([{ ...ended, failure }])).seen, { results: [result], failure });
});

Deno.test("watchBatch() outlasts a network that is away and a provider that errs, and says so", async () => {
  const troubles = [
    new TypeError("lost"),
    // What an SDK makes of a lost connection.
    Object.assign(new Error("Connection error: hunter2"), { name: "APIConnectionError" }),
    new SyntaxError("cut short"),
    new BatchRefused(503, "busy"),
    new BatchRefused(401, "no"),
  ];
  const { seen, looks, notes } = await watch([...troubles, ended]);
  assertEquals([seen?.results, looks, notes.length], [[result], 6, 5]);
  assertEquals(notes.join().includes("hunter2"), false);
});

Deno.test("watchBatch() takes a batch for gone only when the provider says so again and again", async () => {
  const unknown = () => new BatchRefused(404, "");
  assertEquals((await watch([unknown(), unknown(), ended])).seen?.results, [result]);
  const { seen, looks } = await watch([
    unknown(),
    new TypeError("lost"),
    unknown(),
    unknown(),
    unknown(),
  ]);
  assertEquals(seen, { results: [], failure: null });
  assertEquals(looks, 5);
});

Deno.test("watchBatch() looks first for a batch whose id is not known, until it is clear what became of it", async () => {
  const { seen, record } = await watch(["unclear", new TypeError("lost"), { id: "b2" }, ended], {
    id: null,
  });
  assertEquals([seen?.results, record.id, record.state], [[result], "b2", "open"]);
  const lost = await watch(["unclear", "absent"], { id: null });
  assertEquals(lost.seen, { results: [], failure: null });
  assertEquals(lost.notes, [
    "A batch of 1 calls to model m of p never reached its provider; its calls are sent again",
  ]);
});

Deno.test("watchBatch() ends without a result when the run is stopped, and with an error of the journal", async () => {
  assertEquals((await watch([ended], { stop: AbortSignal.abort() })).seen, null);
  const journal = await openSqliteJournal(":memory:");
  const ledger = new BatchLedger(journal);
  const record = await ledger.begin({ provider: "p", model: "m", submittedAt: 0, keys: ["k"] });
  await journal.close();
  await assertRejects(
    () =>
      watchBatch(
        { clock: new FakeClock(), note: () => {}, secrets: () => [], pollSeconds: 1 },
        {} as BatchApi,
        ledger,
        record,
        new AbortController().signal,
      ),
    Error,
    "closed",
  );
});
