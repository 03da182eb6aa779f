import { assertEquals } from "@std/assert";
import {
  type BatchRecord,
  loadBatches,
  saveBatch,
} from "../../../lib/querying/batches/batch_record.ts";
import { openSqliteJournal } from "../../../lib/study/sqlite_journal.ts";

Deno.test("loadBatches() gives back what was saved, but for the names it is told to leave out", async () => {
  await using journal = await openSqliteJournal(":memory:");
  const record: BatchRecord = {
    name: "a",
    provider: "openai",
    model: "o3",
    id: "batch_1",
    state: "open",
    submittedAt: 5,
    keys: ["k1", "k2"],
    unanswered: ["k1"],
  };
  await saveBatch(journal, record);
  await saveBatch(journal, { ...record, name: "b", state: "closed" });
  const closed = { ...record, name: "b", state: "closed" as const, keys: [] };
  assertEquals(
    await loadBatches(journal),
    [record, closed],
    "a closed one needs no keys but those that it failed",
  );
  assertEquals(await loadBatches(journal, new Set(["b"])), [record]);
});

Deno.test("loadBatches() reads what was saved before failed keys were kept", async () => {
  await using journal = await openSqliteJournal(":memory:");
  const old = { name: "a", provider: "p", model: "m", id: "b", state: "open", submittedAt: 5 };
  await journal.setNote("batch/a", JSON.stringify({ ...old, keys: ["k"] }));
  assertEquals((await loadBatches(journal))[0]!.unanswered, []);
});
