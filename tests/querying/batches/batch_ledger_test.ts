import { assertEquals, assertRejects } from "@std/assert";
import { BatchLedger } from "../../../lib/querying/batches/batch_ledger.ts";
import { loadBatches } from "../../../lib/querying/batches/batch_record.ts";
import type { Journal } from "../../../lib/study/journal.ts";
import { openSqliteJournal } from "../../../lib/study/sqlite_journal.ts";
import { sampleCompletion, sampleFailure } from "../../study/samples.ts";

const keysOf = (...numbers: number[]) => numbers.map((i) => sampleCompletion(i).key);
const batchOf = (keys: string[]) => ({ provider: "p", model: "m", submittedAt: 5, keys });
const states = async (journal: Journal) =>
  (await loadBatches(journal)).map(({ id, state, keys }) => [id, state, keys.length]);

Deno.test("BatchLedger makes each step of a batch durable, and another one takes it up where it stands", async () => {
  await using journal = await openSqliteJournal(":memory:");
  const ledger = new BatchLedger(journal);
  const other = new BatchLedger(journal);
  await other.load();
  const record = await ledger.begin(batchOf(keysOf(1, 2)));
  assertEquals(await states(journal), [[null, "submitting", 2]]);
  assertEquals(other.of(keysOf(1)[0]!), undefined);
  await other.load();
  assertEquals(other.of(keysOf(1)[0]!)?.name, record.name);
  await ledger.opened(record, "b1");
  assertEquals(await states(journal), [["b1", "open", 2]]);
  await ledger.close(record);
  assertEquals(await states(journal), [["b1", "closed", 0]]);
  assertEquals([ledger.of(keysOf(1)[0]!), ledger.records.length], [undefined, 0]);
});

Deno.test("BatchLedger seeks a batch among all that are not known to be others, closed ones too", async () => {
  await using journal = await openSqliteJournal(":memory:");
  const elsewhere = new BatchLedger(journal);
  const closed = await elsewhere.begin(batchOf(keysOf(1)));
  await elsewhere.opened(closed, "b1");
  await elsewhere.close(closed);
  const ledger = new BatchLedger(journal);
  const mine = await ledger.begin(batchOf(keysOf(2)));
  const open = await elsewhere.begin(batchOf(keysOf(3)));
  await elsewhere.opened(open, "b2");
  const sought = await ledger.sought(mine);
  assertEquals([...sought.others].sort(), ["b1", "b2"]);
  assertEquals([sought.name, sought.keys], [mine.name, keysOf(2)]);
});

Deno.test("BatchLedger keeps a batch open for keys that were not taken and have no end in the journal", async () => {
  await using journal = await openSqliteJournal(":memory:");
  const ledger = new BatchLedger(journal);
  const record = await ledger.begin(batchOf(keysOf(1, 2, 3, 4, 5)));
  await ledger.opened(record, "b1");
  // One has its completion, one has failed for good, one has failed for now, one was never asked for.
  await journal.append(sampleCompletion(1));
  await journal.fail(sampleFailure(2, { final: true }));
  await journal.fail(sampleFailure(3));
  await ledger.ended(record, keysOf(1, 2, 3, 4), keysOf(5));
  const open = () => keysOf(1, 2, 3, 4, 5).map((key) => ledger.of(key) === record);
  assertEquals(open(), [false, false, true, true, false]);
  assertEquals(await states(journal), [["b1", "open", 5]]);
  await ledger.ended(record, keysOf(4), keysOf(3));
  assertEquals(open(), [false, false, false, true, false]);
  const next = new BatchLedger(journal);
  await next.load();
  assertEquals(next.of(keysOf(3)[0]!), undefined, "it has nothing for it, later either");
  assertEquals(next.of(keysOf(4)[0]!)?.id, "b1");
  await ledger.ended(record, [], []);
  assertEquals(await states(journal), [["b1", "closed", 0]]);
});

Deno.test("BatchLedger counts the batches that failed a key, over processes", async () => {
  await using journal = await openSqliteJournal(":memory:");
  const [key, other] = keysOf(1, 2) as [string, string];
  for (let times = 0; times < 3; times++) {
    const ledger = new BatchLedger(journal);
    await ledger.load();
    assertEquals([ledger.failedBatches(key), ledger.failedBatches(other)], [times, 0]);
    await ledger.ended(await ledger.begin(batchOf([key, other])), [], [key]);
    await ledger.load();
    assertEquals(ledger.failedBatches(key), times + 1);
  }
});

Deno.test("BatchLedger closes a batch that a process had collected when it died", async () => {
  await using journal = await openSqliteJournal(":memory:");
  const dead = new BatchLedger(journal);
  await dead.opened(await dead.begin(batchOf(keysOf(1, 2))), "b1");
  await journal.append(sampleCompletion(1));
  await new BatchLedger(journal).load();
  assertEquals(await states(journal), [["b1", "open", 2]]);
  await journal.append(sampleCompletion(2));
  const next = new BatchLedger(journal);
  await next.load();
  assertEquals([await states(journal), next.records], [[["b1", "closed", 0]], []]);
});

Deno.test("BatchLedger knows nothing of a batch whose beginning could not be made durable", async () => {
  const journal = await openSqliteJournal(":memory:");
  const ledger = new BatchLedger(journal);
  await journal.close();
  await assertRejects(() => ledger.begin(batchOf(keysOf(1))));
  assertEquals(ledger.of(keysOf(1)[0]!), undefined);
});
