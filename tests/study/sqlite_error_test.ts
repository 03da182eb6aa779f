import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { InputError } from "../../lib/study/input_error.ts";
import { JournalError } from "../../lib/study/journal_error.ts";
import { isDamage, sqliteCode, storeError } from "../../lib/study/sqlite_error.ts";

/** What SQLite raises for a file that is none of its own. */
async function notADatabase(): Promise<unknown> {
  const path = await Deno.makeTempFile();
  await Deno.writeTextFile(path, "this is no database ".repeat(100));
  const db = new DatabaseSync(path);
  try {
    db.prepare("SELECT * FROM sqlite_schema").all();
  } catch (error) {
    return error;
  } finally {
    db.close();
    await Deno.remove(path);
  }
  throw new Error("Expected SQLite to refuse the file");
}

Deno.test("storeError() tells damage that SQLite itself finds", async () => {
  const raised = await notADatabase();
  assertEquals(sqliteCode(raised), 26);
  assert(isDamage(raised));
  const error = storeError(raised, "journal.sqlite");
  assert(error instanceof JournalError);
  assertEquals(error.fault, "damaged");
  assert(error.message.startsWith("journal.sqlite: Expected a whole journal but found damage"));
});

Deno.test("storeError() tells a full disk, a busy and an unwritable journal apart", () => {
  const raised = (errcode: number) => Object.assign(new Error("said"), { errcode });
  const fault = (errcode: number) => (storeError(raised(errcode), "j") as JournalError).fault;
  // Extended codes count by their lowest byte.
  assertEquals([13, 10, 10 | 3 << 8, 5, 1].map(fault), ["full", "full", "full", "locked", "store"]);
  for (const code of [8, 14]) assert(storeError(raised(code), "j") instanceof InputError);
});

Deno.test("storeError() leaves alone what SQLite did not raise", () => {
  for (const error of [new TypeError("mine"), null, "text"]) {
    assertStrictEquals(storeError(error, "j"), error);
  }
});
