import { assert, assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { findDamage, isSmall, readsBack } from "../../lib/study/sqlite_damage.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import { SqliteRoles } from "../../lib/study/sqlite_roles.ts";
import { COMPLETION_COLUMNS } from "../../lib/study/sqlite_store.ts";
import { DAMAGE_NOTE } from "../../lib/study/stored_journal.ts";
import type { CompletionRow } from "../../lib/study/stored_rows.ts";
import { sampleCompletion } from "./samples.ts";

/** A journal of 300 completions, in the hands of `change`. */
async function changed(
  change: (db: DatabaseSync) => void,
): Promise<(whole: boolean) => string | null> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/journal.sqlite`;
  {
    await using journal = await openSqliteJournal(path);
    await Promise.all(Array.from({ length: 300 }, (_, i) => journal.append(sampleCompletion(i))));
  }
  const db = new DatabaseSync(path);
  change(db);
  const found = [true, false].map((whole) => findDamage(db, whole));
  assert(isSmall(db));
  db.close();
  await Deno.remove(folder, { recursive: true });
  return (whole) => found[whole ? 0 : 1]!;
}

const setByte = (id: number) => (db: DatabaseSync) => {
  const { content } = db.prepare("SELECT content FROM completions WHERE id = ?").get(id) as {
    content: Uint8Array;
  };
  content[40]! ^= 1;
  db.prepare("UPDATE completions SET content = ? WHERE id = ?").run(content, id);
};

Deno.test("findDamage() finds none in a whole journal", async () => {
  const damage = await changed(() => {});
  assertEquals([damage(true), damage(false)], [null, null]);
});

Deno.test("findDamage() reads the newest completions back, and knows of older damage by its note", async () => {
  assertEquals((await changed(setByte(250)))(false), "completion 250 does not match its key");
  assertEquals((await changed(setByte(50)))(false), null, "older ones are met when they are read");
  const noted = await changed((db) => {
    db.prepare("INSERT INTO notes VALUES (?, 'abc')").run(DAMAGE_NOTE);
  });
  assertEquals(noted(false), "completion abc was found damaged");
});

Deno.test("findDamage() finds a completion under a key that is not its call's", async () => {
  const damage = await changed((db) => {
    db.exec("UPDATE completions SET key = randomblob(32) WHERE id = 300");
  });
  assertEquals(damage(true), "completion 300 does not match its key");
});

Deno.test("readsBack() is false for a row whose role is unknown", async () => {
  await changed((db) => {
    const [row] = db.prepare(`SELECT ${COMPLETION_COLUMNS} FROM completions t LIMIT 1`)
      .all() as unknown as CompletionRow[];
    assertEquals(readsBack(row!, new SqliteRoles(db)), true);
    assertEquals(readsBack({ ...row!, role: 99 }, new SqliteRoles(db)), false);
  });
});
