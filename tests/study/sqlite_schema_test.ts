import { assertEquals, assertThrows } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { InputError } from "../../lib/study/input_error.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { createTables, isJournal, pragma, SCHEMA_VERSION } from "../../lib/study/sqlite_schema.ts";
import { sampleCompletion } from "./samples.ts";

Deno.test("isJournal() tells a journal from an empty file, another program's and a newer one", () => {
  const db = new DatabaseSync(":memory:");
  assertEquals(isJournal(db, "x"), false);
  createTables(db);
  assertEquals(isJournal(db, "x"), true);
  db.exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`);
  assertThrows(() => isJournal(db, "x"), InputError, "a newer Faultline wrote it");
  db.close();
  const other = new DatabaseSync(":memory:");
  other.exec("CREATE TABLE shopping (item TEXT)");
  assertThrows(() => isJournal(other, "x"), InputError, "another program's SQLite database");
  other.close();
});

Deno.test("a journal of version 1 is read as it is, and brought up when it is written", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/journal.sqlite`;
  {
    await using journal = await openSqliteJournal(path);
    await journal.append(sampleCompletion(1));
  }
  const old = new DatabaseSync(path);
  old.exec("DROP TABLE embedding_charges; PRAGMA user_version = 1");
  old.close();
  {
    await using reader = await openSqliteJournal(path, { readOnly: true });
    assertEquals((await reader.totals()).map(({ completions }) => completions), [1]);
  }
  {
    await using journal = await openSqliteJournal(path);
    const charge = { provider: "p", model: "m", texts: 2, inputTokens: 5, usd: 1 };
    await journal.appendEmbeddings(new Map(), charge);
    assertEquals((await journal.totals()).map(({ completions }) => completions), [1, 2]);
  }
  const now = new DatabaseSync(path);
  assertEquals(pragma(now, "user_version"), SCHEMA_VERSION);
  now.close();
  await Deno.remove(folder, { recursive: true });
});
