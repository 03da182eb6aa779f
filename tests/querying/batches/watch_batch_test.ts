import { assertEquals, assertRejects } from "@std/assert";
import {
  type BatchApi,
  type BatchLine,
  BatchRefused,
  type BatchState,
  type Found,
} from "../../../lib/querying/batches/batch_api.ts";
import { BatchLedger } from "../../../lib/querying/batches/batch_ledger.ts";
import {
  type EndedBatch,
  type Seen,
  watchBatch,
} from "../../../lib/querying/batches/watch_batch.ts";
import { openSqliteJournal } from "../../../lib/study/sqlite_journal.ts";
import { FakeClock } from "../fake_clock.ts";

const running: BatchState = {
  ended: false,
  cancelled: false,
  expired: false,
  files: [],
  failure: null,
};
const ended: BatchState = { ...running, ended: true, files: ["f"] };
const LINE: BatchLine = { result: { key: "k", status: 200, body: "{}", requestId: null } };
const DOUBT: BatchLine = { doubt: "cut" };
const NOTHING: EndedBatch = { cancelled: false, failure: null, lost: 0, gone: false };
const GONE: EndedBatch = { ...NOTHING, gone: true };

/** Watches a batch whose provider shows these things, one a look; the last one again and again. */
async function watch(
  shows: (BatchState | Found | Error)[],
  { id = "b1", stop = new AbortController().signal, readings = [[LINE]], keys = ["k"] }: {
    id?: string | null;
    stop?: AbortSignal;
    /** The lines of each reading; an error breaks it off. */
    readings?: (BatchLine | Error)[][];
    keys?: string[];
  } = {},
) {
  await using journal = await openSqliteJournal(":memory:");
  const ledger = new BatchLedger(journal);
  const record = await ledger.begin({ provider: "p", model: "m", submittedAt: 0, keys });
  if (id) await ledger.opened(record, id);
  const clock = new FakeClock();
  const notes: string[] = [];
  let looks = 0;
  const show = () => {
    looks++;
    const next = shows.length > 1 ? shows.shift()! : shows[0]!;
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  const results = async function* () {
    for (const line of readings.length > 1 ? readings.shift()! : readings[0]!) {
      if (line instanceof Error) throw line;
      yield line;
    }
  };
  const batches = { find: show, state: show, results } as unknown as BatchApi;
  const parts = {
    clock,
    note: (s: string) => void notes.push(s),
    secrets: () => ["hunter2"],
    pollSeconds: 30,
  };
  const seen: Seen[] = [];
  let over = false;
  let failed: unknown;
  const follow = async () => {
    for await (const one of watchBatch(parts, batches, ledger, record, stop, 3)) seen.push(one);
  };
  follow().catch((error) => failed = error).finally(() => over = true);
  for (let i = 0; i < 200 && !over; i++) {
    // Lets the journal's own timers run.
    await new Promise((resolve) => setTimeout(resolve, 1));
    await clock.advance(300_000);
  }
  if (failed) throw failed;
  const last = seen.at(-1);
  return {
    lines: seen.flatMap((one) => "lines" in one ? one.lines : []),
    groups: seen.filter((one) => "lines" in one).length,
    end: last && "ended" in last ? last.ended : null,
    left: last && "left" in last ? last.left : null,
    looks,
    notes,
    record,
  };
}

Deno.test("watchBatch() looks until a batch has ended, and gives its results and how it ended", async () => {
  const { lines, end, looks } = await watch([running, running, ended]);
  assertEquals([lines, end, looks], [[LINE], NOTHING, 3]);
  const failure = { message: "too large", passes: false };
  assertEquals((await watch([{ ...ended, failure }])).end, { ...NOTHING, failure });
  assertEquals((await watch([{ ...ended, cancelled: true }])).end?.cancelled, "before");
  const now = await watch([running, { ...ended, cancelled: true }]);
  assertEquals(now.end?.cancelled, "now");
  const some = [[LINE, { unreadable: "{" }, { unserved: "u" }, { unreadable: "}" }, LINE]];
  assertEquals((await watch([ended], { readings: some })).end?.lost, 2);
});

Deno.test("watchBatch() gives lines in groups, so that no batch stands in memory as a whole", async () => {
  const many = await watch([ended], { readings: [Array(1_200).fill(LINE)] });
  assertEquals([many.groups, many.lines.length], [3, 1_200]);
  const long = { result: { ...LINE.result, body: "x".repeat(1_000_000) } };
  assertEquals((await watch([ended], { readings: [Array(8).fill(long)] })).groups, 2);
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
  const { lines, looks, notes } = await watch([...troubles, ended]);
  assertEquals([lines, looks, notes.length], [[LINE], 6, 5]);
  assertEquals(notes.join().includes("hunter2"), false);
  // Some five hours.
  assertEquals((await watch([...Array(60).fill(new TypeError("lost")), ended])).lines, [LINE]);
});

Deno.test("watchBatch() leaves a batch for the next run when its provider is down for long, or refuses the key", async () => {
  assertEquals((await watch([new TypeError("lost")])).left, "lost");
  const { left, looks, notes } = await watch([new BatchRefused(401, "revoked")]);
  assertEquals([left, looks], ["status 401: revoked", 3]);
  assertEquals(
    notes.at(-1),
    "A batch of 1 calls to model m of p cannot be looked at (status 401: revoked); the next run tries again",
  );
});

Deno.test("watchBatch() takes a batch or its results for gone only when the provider says so for an hour", async () => {
  const unknown = new BatchRefused(404, "");
  assertEquals((await watch([...Array(10).fill(unknown), ended])).lines, [LINE]);
  const gone = await watch([unknown]);
  assertEquals([gone.end, gone.lines], [GONE, []]);
  assertEquals(gone.notes.at(-1)?.endsWith("its calls are sent again"), true);
  // The batch is there, but the file of its results is not.
  const file = await watch([ended], { readings: [[unknown]] });
  assertEquals([file.end, file.lines], [GONE, []]);
});

Deno.test("watchBatch() reads again what broke off, from its beginning", async () => {
  const readings = [[LINE, new TypeError("lost")], [LINE, LINE]];
  const { lines, end } = await watch([ended], { readings });
  assertEquals([lines.length, end], [2, NOTHING], "what came before it broke is read again");
});

Deno.test("watchBatch() reads again results that may have been cut off, and takes them as they are in the end", async () => {
  const mended = await watch([ended], { readings: [[LINE, DOUBT], [LINE, LINE]] });
  assertEquals([mended.lines.filter((line) => "result" in line).length, mended.end], [3, NOTHING]);
  const cut = [LINE, { unreadable: "{" }, DOUBT];
  const { end, looks } = await watch([ended], { readings: [cut] });
  assertEquals([end, looks], [{ ...NOTHING, lost: 1 }, 7]);
  // A batch of one call, whose line is never whole.
  const one = await watch([ended], { readings: [cut.slice(1)] });
  assertEquals(one.end, { ...NOTHING, lost: 1 });
});

Deno.test("watchBatch() takes no answer of a gateway, and no empty file, for the results of many calls", async () => {
  const keys = ["a", "b", "c", "d", "e"];
  for (const lines of [[{ unreadable: '{"error":"busy"}' }, DOUBT], [DOUBT]]) {
    const { end, left } = await watch([ended], { readings: [lines], keys });
    assertEquals([end, left], [null, "cut"]);
  }
  // Nor is there nothing to tell of a batch that was done.
  const silent = await watch([{ ...ended, files: [] }], { readings: [[]], keys });
  assertEquals([silent.end, silent.left], [null, "it tells of no results"]);
  const expired = await watch([{ ...ended, files: [], expired: true }], { readings: [[]], keys });
  assertEquals([expired.end, expired.looks], [NOTHING, 1]);
  // One that was cancelled at once has nothing to tell.
  const cancelled = await watch([{ ...ended, cancelled: true }], { readings: [[DOUBT]], keys });
  assertEquals([cancelled.end, cancelled.looks], [{ ...NOTHING, cancelled: "before" }, 1]);
});

Deno.test("watchBatch() looks first for a batch whose id is not known, until it is clear what became of it", async () => {
  const { lines, record } = await watch(["unclear", new TypeError("lost"), { id: "b2" }, ended], {
    id: null,
  });
  assertEquals([lines, record.id, record.state], [[LINE], "b2", "open"]);
  const lost = await watch(["unclear", "absent"], { id: null });
  assertEquals([lost.end, lost.lines], [GONE, []]);
  assertEquals(lost.notes, [
    "A batch of 1 calls to model m of p never reached its provider; its calls are sent again",
  ]);
  // The process died while its request was under way.
  const late = await watch(["absent", { id: "b2" }, ended], { id: null });
  assertEquals([late.lines, late.record.id], [[LINE], "b2"]);
});

Deno.test("watchBatch() ends without a word when the run is stopped, and with an error of the journal", async () => {
  const stopped = await watch([ended], { stop: AbortSignal.abort() });
  assertEquals([stopped.end, stopped.left, stopped.looks], [null, null, 0]);
  const journal = await openSqliteJournal(":memory:");
  const ledger = new BatchLedger(journal);
  const record = await ledger.begin({ provider: "p", model: "m", submittedAt: 0, keys: ["k"] });
  await journal.close();
  const parts = { clock: new FakeClock(), note: () => {}, secrets: () => [], pollSeconds: 1 };
  const { signal } = new AbortController();
  const clock = parts.clock;
  const watching = watchBatch(parts, {} as BatchApi, ledger, record, signal, 0).next();
  const failing = assertRejects(() => watching, Error, "closed");
  await clock.advance(1);
  await failing;
});

Deno.test("watchBatch() takes no error of who collects for a trouble of the provider", async () => {
  await using journal = await openSqliteJournal(":memory:");
  const ledger = new BatchLedger(journal);
  const record = await ledger.begin({ provider: "p", model: "m", submittedAt: 0, keys: ["k"] });
  await ledger.opened(record, "b");
  let readings = 0;
  const batches = {
    state: () => Promise.resolve(ended),
    async *results() {
      readings++;
      yield LINE;
    },
  } as unknown as BatchApi;
  const clock = new FakeClock();
  const parts = { clock, note: () => {}, secrets: () => [], pollSeconds: 1 };
  const { signal } = new AbortController();
  const collecting = (async () => {
    for await (const _ of watchBatch(parts, batches, ledger, record, signal, 0)) {
      throw new Error("disk full");
    }
  })();
  const failing = assertRejects(() => collecting, Error, "disk full");
  await clock.advance(1);
  await failing;
  assertEquals(readings, 1);
});
