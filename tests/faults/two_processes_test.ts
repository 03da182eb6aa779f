import { assertEquals, assertRejects } from "@std/assert";
import { JournalError } from "../../lib/study/journal_error.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { start } from "./processes.ts";

Deno.test("a second process on one SQLite study is refused before it can pay, and may read", async () => {
  const folder = await Deno.makeTempDir();
  const [path, log, acks] = [`${folder}/journal.sqlite`, `${folder}/served`, `${folder}/acks`];
  const server = start("chaos_server.ts", [log, "2"]);
  const port = (await server.line())!;
  const worker = start("worker.ts", [path, acks, port, "0", "400"]);
  try {
    await worker.line();
    const error = await assertRejects(() => openSqliteJournal(path), JournalError);
    assertEquals(error.fault, "locked");
    assertEquals(error.message.includes(`process ${worker.child.pid} has it open`), true);
    let read = 0;
    {
      await using reader = await openSqliteJournal(path, { readOnly: true });
      const deadline = Date.now() + 10_000;
      while (read === 0 && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        read = (await reader.totals())[0]?.completions ?? 0;
      }
      await assertRejects(() => reader.setNote("a", "b"), TypeError, "opened for writing");
    }
    assertEquals(read > 0, true, "a reader sees what the writer has committed");
    await worker.kill();
    await using journal = await openSqliteJournal(path);
    const served = (await Deno.readTextFile(log)).match(/"served"/g)?.length ?? 0;
    const there = (await journal.totals())[0]!.completions;
    console.log(`second writer refused; ${there} journaled of ${served} served by then`);
  } finally {
    await worker.kill();
    await server.kill();
    await Deno.remove(folder, { recursive: true });
  }
});
