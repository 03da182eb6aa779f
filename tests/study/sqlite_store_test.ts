import { assertEquals, assertThrows } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { JournalError } from "../../lib/study/journal_error.ts";
import { pack } from "../../lib/study/pack.ts";
import { createTables } from "../../lib/study/sqlite_schema.ts";
import { SqliteStore } from "../../lib/study/sqlite_store.ts";
import type { Write } from "../../lib/study/store.ts";
import { sampleCompletion } from "./samples.ts";

function storeOf() {
  const db = new DatabaseSync(":memory:");
  createTables(db);
  let released = 0;
  let asked = 0;
  const store = new SqliteStore(db, "here", {
    expectInPlace: () => void asked++,
    release: () => void released++,
  }, false);
  return { db, store, released: () => released, asked: () => asked };
}
const append = (i: number): Write => {
  const completion = sampleCompletion(i);
  return { kind: "append", completion, content: pack(completion.call, "") };
};

// What a store keeps is tested for both by the suite of journals.
Deno.test("SqliteStore commits all of its writes or none, and goes on after a failure", () => {
  const { store, db, asked } = storeOf();
  const wrong = { ...append(2), content: null } as unknown as Write;
  assertThrows(() => store.commit([append(1), wrong]));
  assertEquals(db.prepare("SELECT 1 FROM completions").all().length, 0);
  store.commit([append(1), append(3)]);
  assertEquals(asked(), 2, "before each commit");
  assertEquals(db.prepare("SELECT 1 FROM completions").all().length, 2);
  store.close();
});

Deno.test("SqliteStore streams what is there when it begins, and not what comes meanwhile", async () => {
  const { store } = storeOf();
  store.commit(Array.from({ length: 2_300 }, (_, i) => append(i)));
  const ids: number[] = [];
  for await (const { id } of store.stream({}, false)) {
    if (ids.length === 0) store.commit([append(5_000)]);
    ids.push(id);
  }
  assertEquals(ids.length, 2_300);
  assertEquals(ids, [...ids].sort((a, b) => a - b));
  assertEquals((await Array.fromAsync(store.stream({}, true))).length, 2_301);
  for (const uncharged of [false, true]) {
    assertEquals(await Array.fromAsync(store.stream({ model: "another" }, uncharged)), []);
  }
  store.close();
});

Deno.test("SqliteStore says in a sentence what SQLite raises, and gives its lock back whatever happens", () => {
  const { store, db, released } = storeOf();
  db.exec("DROP TABLE notes");
  const error = assertThrows(
    () => store.note("a"),
    JournalError,
    "here: Expected the journal to work",
  );
  assertEquals(error.fault, "store");
  db.close();
  assertThrows(() => store.close());
  assertEquals(released(), 1);
});
