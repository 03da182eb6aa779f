import { assertEquals } from "@std/assert";
import {
  type BatchRecord,
  loadBatches,
  saveBatch,
} from "../../../lib/querying/batches/batch_record.ts";
import { openSqliteJournal } from "../../../lib/study/sqlite_journal.ts";

Deno.test("loadBatches() gives back what was saved and is not closed", async () => {
  await using journal = await openSqliteJournal(":memory:");
  const record: BatchRecord = {
    name: "a",
    provider: "openai",
    model: "o3",
    id: "batch_1",
    state: "open",
    submittedAt: 5,
    keys: ["k1", "k2"],
  };
  await saveBatch(journal, record);
  await saveBatch(journal, { ...record, name: "b", state: "closed" });
  assertEquals(await loadBatches(journal), [record]);
  assertEquals(JSON.parse((await journal.note("batch/b"))!).keys, []);
});
