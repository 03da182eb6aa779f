import { assertEquals, assertRejects } from "@std/assert";
import { JournalError } from "../../lib/study/journal_error.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { sampleCompletion } from "./samples.ts";

const unix = Deno.build.os !== "windows";

async function withPath(body: (path: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  await body(`${folder}/journal.sqlite`);
  await Deno.remove(folder, { recursive: true });
}

Deno.test({
  name: "SqliteHold refuses a second writer also once the lock file was deleted",
  ignore: !unix,
  fn: () =>
    withPath(async (path) => {
      const journal = await openSqliteJournal(path);
      await journal.append(sampleCompletion(1));
      for (let i = 0; i < 2; i++) {
        await Deno.remove(`${path}.lock`);
        const error = await assertRejects(() => openSqliteJournal(path), JournalError);
        assertEquals([error.fault, /but another process has it open/.test(error.message)], [
          "locked",
          true,
        ]);
        await journal.append(sampleCompletion(2 + i));
      }
      await journal.close();
      await using next = await openSqliteJournal(path);
      assertEquals((await next.totals())[0]!.completions, 3);
    }),
});

Deno.test("SqliteHold lets the next writer in once the journal is closed, and after a salvage", () =>
  withPath(async (path) => {
    const open = () => openSqliteJournal(path, { check: true });
    const first = await open();
    for (let i = 0; i < 300; i++) await first.append(sampleCompletion(i));
    await first.close();
    {
      using file = await Deno.open(path, { read: true, write: true });
      const { size } = await file.stat();
      await file.seek(size - 4096, Deno.SeekMode.Start);
      await file.write(new Uint8Array(4096));
    }
    const salvaged = await open();
    await assertRejects(open, JournalError, "this process has it open");
    await salvaged.append(sampleCompletion(1000));
    await salvaged.close();
    await using next = await open();
    assertEquals((await next.has([sampleCompletion(1000).key])).size, 1);
  }));

for (const part of ["", "-wal"]) {
  Deno.test({
    name: `SqliteHold acknowledges nothing once the journal's file${part} is gone or another`,
    ignore: !unix,
    fn: () =>
      withPath(async (path) => {
        const journal = await openSqliteJournal(path);
        await journal.append(sampleCompletion(1));
        await Deno.rename(path + part, `${path}.elsewhere`);
        const append = () => journal.append(sampleCompletion(2));
        const lost = `${path + part} was moved, deleted or replaced`;
        assertEquals((await assertRejects(append, JournalError, lost)).fault, "store");
        await Deno.copyFile(`${path}.elsewhere`, path + part);
        await assertRejects(append, JournalError, lost);
        await Deno.remove(path + part);
        await Deno.rename(`${path}.elsewhere`, path + part);
        await append();
        await journal.close();
        await using next = await openSqliteJournal(path);
        assertEquals((await next.totals())[0]!.completions, 2);
      }),
  });
}
