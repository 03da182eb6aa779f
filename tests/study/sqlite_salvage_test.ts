import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { JournalError } from "../../lib/study/journal_error.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { finishSalvage, salvage } from "../../lib/study/sqlite_salvage.ts";
import { sampleCompletion, sampleFailure } from "./samples.ts";

const COUNT = 500;
const all = Array.from({ length: COUNT }, (_, i) => sampleCompletion(i));
const keys = all.map(({ key }) => key);

async function inFolder(run: (path: string, folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/journal.sqlite`;
  {
    await using journal = await openSqliteJournal(path);
    await Promise.all(all.map((completion) => journal.append(completion)));
    await journal.fail(sampleFailure(9_000));
    await journal.setNote("kept", "yes");
    const charge = { provider: "p", model: "m", texts: 1, inputTokens: 1, usd: 1 };
    await journal.appendEmbeddings(new Map([[keys[0]!, Float32Array.of(1, 2)]]), charge);
  }
  await run(path, folder);
  await Deno.remove(folder, { recursive: true });
}

/** Turns a bit in the content of a completion, of which SQLite sees nothing. */
function turnBit(path: string, id: number): void {
  const db = new DatabaseSync(path);
  const { content } = db.prepare("SELECT content FROM completions WHERE id = ?").get(id) as {
    content: Uint8Array;
  };
  content[content.length - 1]! ^= 4;
  db.prepare("UPDATE completions SET content = ? WHERE id = ?").run(content, id);
  db.close();
}

Deno.test("a completion altered in the middle of a journal is told, then left out, and all else is recovered", async () => {
  await inFolder(async (path, folder) => {
    turnBit(path, 100);
    const damaged = keys[99]!;
    const notes: string[] = [];
    {
      await using reader = await openSqliteJournal(path, { readOnly: true });
      await assertRejects(() => reader.find([damaged]), JournalError, "open the study for writing");
    }
    {
      await using journal = await openSqliteJournal(path, { note: (s) => notes.push(s) });
      const error = await assertRejects(() => journal.find(keys), JournalError, damaged);
      assertEquals([error.fault, notes], ["damaged", []]);
    }
    await using journal = await openSqliteJournal(path, { note: (s) => notes.push(s) });
    assertStringIncludes(notes[0]!, `${COUNT - 1} of ${COUNT} completions were recovered`);
    assertEquals([...(await journal.find(keys)).values()], all.toSpliced(99, 1));
    assertEquals((await journal.failures([sampleFailure(9_000).key])).size, 1);
    assertEquals([await journal.note("kept"), await journal.note("damaged")], ["yes", undefined]);
    assertEquals((await journal.findEmbeddings(keys)).size, 1);
    assertEquals((await journal.totals()).at(-1)!.usd, 1);
    await journal.append(all[99]!);
    await journal.close();
    const again: string[] = [];
    await using last = await openSqliteJournal(path, { note: (s) => again.push(s) });
    assertEquals([again, (await last.has(keys)).size], [[], COUNT]);
    assertEquals(
      [...Deno.readDirSync(folder)].filter(({ name }) => /\.damaged-[^-]+-[^-]+-[^-]+$/.test(name))
        .length,
      1,
    );
  });
});

Deno.test("salvage() that is stopped at any of its steps is finished by the next opening, and loses nothing", async () => {
  // The steps after the new file is whole: log moved, old file linked, new file named.
  for (const step of ["complete", "log moved", "linked"]) {
    await inFolder(async (path, folder) => {
      // A log that has commits which the file has not.
      const live = new DatabaseSync(path);
      live.exec("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0");
      live.exec("INSERT INTO notes VALUES ('in the log', 'yes')");
      const copy = `${folder}/copy.sqlite`;
      for (const part of ["", "-wal"]) await Deno.copyFile(path + part, copy + part);
      live.close();
      const original = [await Deno.readFile(copy), await Deno.readFile(`${copy}-wal`)] as const;
      salvage(copy, "for the test");
      const whole = await Deno.readFile(copy);
      // As a power loss left it.
      await Deno.remove(copy);
      await Deno.writeFile(`${copy}.salvaged`, whole);
      await Deno.writeFile(copy, original[0]);
      if (step === "complete") await Deno.writeFile(`${copy}-wal`, original[1]);
      else await Deno.writeFile(`${copy}.damaged-earlier-wal`, original[1]);
      if (step === "linked") await Deno.link(copy, `${copy}.damaged-earlier`);
      await using journal = await openSqliteJournal(copy);
      assertEquals((await journal.has(keys)).size, COUNT, step);
      assertEquals(await journal.note("in the log"), "yes", step);
      assertEquals(finishSalvage(copy), undefined);
    });
  }
});
