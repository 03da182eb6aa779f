import { assertEquals, assertRejects } from "@std/assert";
import { JournalError } from "../../lib/study/journal_error.ts";
import { pack } from "../../lib/study/pack.ts";
import { roleOf } from "../../lib/study/role.ts";
import type { Store, Write } from "../../lib/study/store.ts";
import { DAMAGE_NOTE, StoredJournal } from "../../lib/study/stored_journal.ts";
import { sampleCompletion, sampleFailure } from "./samples.ts";

const { key, call, body } = sampleCompletion(1);
const whole = {
  id: 1,
  hex: key,
  role: 1,
  status: 200,
  request_id: null,
  source: "live",
  started_at: 0,
  ended_at: 1,
  attempts: 1,
  content: pack(call, body),
};

/** A store that records what is committed, and has one row. */
function recorder(over: Partial<Store> = {}, row = whole) {
  const commits: (readonly Write[])[] = [];
  const store = {
    place: "here",
    writable: true,
    recovers: true,
    remedy: "mend it",
    commit: (writes: readonly Write[]) => void commits.push(writes),
    async *rows() {
      yield await Promise.resolve(row);
    },
    async *stream() {
      yield await Promise.resolve(row);
    },
    role: () => roleOf(call),
    totals: () => [],
    asked: () => [],
    note: () => undefined,
    noteNames: () => [],
    close: () => {},
    ...over,
  } as unknown as Store;
  return { journal: new StoredJournal(store, { delay: 0 }), commits };
}

const charge = { inputTokens: 1, cachedInputTokens: 0, outputTokens: 1, usd: 1 };

Deno.test("StoredJournal commits a charge after its completion, in one commit", async () => {
  const { journal, commits } = recorder();
  await Promise.all([journal.append(sampleCompletion(1)), journal.charge({ key, ...charge })]);
  assertEquals(commits.map((writes) => writes.map(({ kind }) => kind)), [["append", "charge"]]);
  await journal.close();
});

Deno.test("StoredJournal rejects what could not be committed, and keeps charges for the next commit", async () => {
  let full = true;
  const kinds: string[] = [];
  const { journal } = recorder({
    commit(writes) {
      if (full) throw new JournalError("full", "no room");
      kinds.push(...writes.map(({ kind }) => kind));
    },
  });
  const append = journal.append(sampleCompletion(1));
  await journal.charge({ key, ...charge });
  await assertRejects(() => append, JournalError, "no room");
  await assertRejects(() => journal.totals(), JournalError, "no room");
  full = false;
  await journal.totals();
  assertEquals(kinds, ["charge"]);
  await journal.close();
});

Deno.test("StoredJournal tells of a damaged record, notes it for the next opening, and never answers with it", async () => {
  for (const recovers of [true, false]) {
    const content = whole.content.slice(0, -1);
    const { journal, commits } = recorder({ recovers }, { ...whole, content });
    for (const read of [() => journal.find([key]), () => Array.fromAsync(journal.completions())]) {
      const error = await assertRejects(read, JournalError, `a whole record of call ${key}`);
      assertEquals([error.fault, error.message.endsWith(": mend it")], ["damaged", true]);
    }
    assertEquals(
      commits.flat(),
      recovers ? Array(2).fill({ kind: "note", name: DAMAGE_NOTE, value: key }) : [],
    );
    await journal.close();
  }
});

Deno.test("StoredJournal writes nothing to a store that is read, and nothing at all once closed", async () => {
  const { journal: reader } = recorder({ writable: false });
  for (
    const write of [
      () => reader.append(sampleCompletion(1)),
      () => reader.fail(sampleFailure(1)),
      () => reader.charge({ key, ...charge }),
      () => reader.setNote("a", "b"),
      () => reader.appendEmbeddings(new Map()),
    ]
  ) await assertRejects(write, TypeError, "Expected a journal opened for writing");
  await reader.find([key]);

  let closes = 0;
  const { journal } = recorder({ close: () => void closes++ });
  await Promise.all([journal.close(), journal.close()]);
  await journal[Symbol.asyncDispose]();
  assertEquals(closes, 1);
  for (
    const use of [
      () => journal.append(sampleCompletion(1)),
      () => journal.charge({ key, ...charge }),
      () => journal.find([key]),
      () => journal.has([]),
      () => journal.failures([]),
      () => journal.findEmbeddings([]),
      () => journal.totals(),
      () => journal.asked(),
      () => journal.note("a"),
      () => journal.noteNames("a"),
      () => Array.fromAsync(journal.completions()),
      () => Array.fromAsync(journal.uncharged()),
    ]
  ) await assertRejects(use, JournalError, "here: Expected an open journal but it is closed");
});

Deno.test("StoredJournal stops a stream when it is closed in the middle", async () => {
  const { journal } = recorder({
    async *stream() {
      for (;;) yield await Promise.resolve(whole);
    },
  });
  const rows = journal.completions()[Symbol.asyncIterator]();
  await rows.next();
  await journal.close();
  await assertRejects(() => rows.next(), JournalError, "closed");
});
