import { assertEquals, assertThrows } from "@std/assert";
import type { DatabaseSync } from "node:sqlite";
import { DatabaseSync as Database } from "node:sqlite";
import { attempt, lastCompletion, lastRow, readRanges } from "../../lib/study/sqlite_ranges.ts";
import { createTables } from "../../lib/study/sqlite_schema.ts";

const damage = () =>
  Object.assign(new Error("database disk image is malformed"), {
    code: "ERR_SQLITE_ERROR",
    errcode: 11,
  });

Deno.test("readRanges() gives every row but those that cannot be read, and looks at few ranges", () => {
  const bad = new Set([1, 700, 701, 5_000]);
  let reads = 0;
  const source = {
    prepare: () => ({
      all(from: number, to: number) {
        reads++;
        const ids = Array.from({ length: to - from + 1 }, (_, i) => from + i);
        if (ids.some((id) => bad.has(id))) throw damage();
        return ids.filter((id) => id <= 5_000);
      },
    }),
  } as unknown as DatabaseSync;
  const found = [...readRanges<number>(source, "", 5_000)];
  assertEquals(found.length, 5_000 - bad.size);
  assertEquals(found.some((id) => bad.has(id)), false);
  // Halving finds one row among 1,024 in some 20 reads.
  assertEquals(reads < 100, true, `${reads} reads`);
});

Deno.test("lastRow() and lastCompletion() tell how far a table goes, and agree with a second part of the file", () => {
  using db = new Database(":memory:");
  createTables(db);
  assertEquals([lastRow(db, "failures"), lastCompletion(db)], [0, { id: 0, known: 0 }]);
  db.exec(`INSERT INTO completions VALUES (7, x'01', 1, 200, NULL, 'live', 0, 1, 1, x'')`);
  assertEquals(lastCompletion(db), { id: 7, known: 7 });
  db.exec("INSERT INTO charges VALUES (9, 1, 0, 0, 0, NULL)");
  assertEquals(lastCompletion(db), { id: 9, known: 7 });
  // A row number that the file has no room for was made up by damage.
  db.exec("INSERT INTO charges VALUES (4000000000000, 1, 0, 0, 0, NULL)");
  assertEquals(lastCompletion(db), { id: 7, known: 7 });
});

Deno.test("attempt() passes over damage alone", () => {
  assertEquals(attempt(() => 1), 1);
  assertEquals(
    attempt(() => {
      throw damage();
    }),
    undefined,
  );
  assertThrows(() =>
    attempt(() => {
      throw new RangeError("mine");
    }), RangeError);
});
