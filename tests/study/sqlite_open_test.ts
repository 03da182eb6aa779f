import { assertEquals, assertThrows } from "@std/assert";
import { InputError } from "../../lib/study/input_error.ts";
import { openDatabase, openWhole } from "../../lib/study/sqlite_open.ts";
import { pragma } from "../../lib/study/sqlite_schema.ts";

Deno.test("openDatabase() syncs every commit to the disk when it is opened for writing", async () => {
  const folder = await Deno.makeTempDir();
  const db = openDatabase(`${folder}/journal.sqlite`, false);
  assertEquals([pragma(db, "journal_mode") as unknown, pragma(db, "synchronous")], ["wal", 2]);
  assertEquals([pragma(db, "fullfsync"), pragma(db, "checkpoint_fullfsync")], [1, 1]);
  db.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("openDatabase() for reading makes no file, and finds a journal that is not there empty", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/journal.sqlite`;
  const db = openDatabase(path, true);
  assertEquals(db.prepare("SELECT * FROM completions").all(), []);
  db.close();
  assertEquals([...Deno.readDirSync(folder)], []);
  await Deno.writeTextFile(path, "");
  assertThrows(() => openDatabase(path, true), InputError, "found an empty file");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("openWhole() opens a whole journal as it is, and says nothing", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/journal.sqlite`;
  for (let i = 0; i < 2; i++) {
    const db = openWhole(path, { check: true, note: (sentence) => assertEquals(sentence, "") });
    db.prepare("INSERT INTO notes VALUES (?, 'x')").run(`${i}`);
    assertEquals(db.prepare("SELECT * FROM notes").all().length, i + 1);
    db.close();
  }
  assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["journal.sqlite"]);
  await Deno.remove(folder, { recursive: true });
});
