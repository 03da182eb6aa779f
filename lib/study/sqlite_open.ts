import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { InputError } from "./input_error.ts";
import { findDamage, isSmall } from "./sqlite_damage.ts";
import { isDamage } from "./sqlite_error.ts";
import { finishSalvage, salvage } from "./sqlite_salvage.ts";
import { createTables, isJournal, pragma, upgrade } from "./sqlite_schema.ts";

/**
 * Opens a journal's database, made where it is missing and brought up to this version.
 *
 * For writing, a commit returns only when it is on the disk (WAL, synchronous=FULL).
 *
 * @throws {InputError} If it is no journal, or one of a newer version.
 */
export function openDatabase(path: string, readOnly: boolean): DatabaseSync {
  // Who only reads a journal that is not there yet finds it empty.
  const nowhere = readOnly && !existsSync(path);
  const db = new DatabaseSync(nowhere ? ":memory:" : path, { readOnly: readOnly && !nowhere });
  try {
    db.exec("PRAGMA busy_timeout = 10000; PRAGMA cache_size = -16000");
    if (!isJournal(db, path)) {
      if (readOnly && !nowhere) {
        throw new InputError("Expected a journal but found an empty file", { file: path });
      }
      createTables(db);
    }
    upgrade(db, readOnly);
    if (!readOnly) makeDurable(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Opens a database for writing, and recovers it first where it is damaged. */
export function openWhole(
  path: string,
  options: { readonly check?: boolean; readonly note?: (sentence: string) => void },
): DatabaseSync {
  finishSalvage(path);
  let db: DatabaseSync | undefined;
  let damage: string | null;
  try {
    db = openDatabase(path, false);
    damage = findDamage(db, options.check || isSmall(db));
  } catch (error) {
    db?.close();
    if (!isDamage(error)) throw error;
    db = undefined;
    damage = (error as Error).message;
  }
  if (damage === null) return db!;
  db?.close();
  const sentence = salvage(path, damage);
  options.note?.(sentence);
  return openDatabase(path, false);
}

function makeDurable(db: DatabaseSync): void {
  db.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = 1;
     PRAGMA checkpoint_fullfsync = 1; PRAGMA journal_size_limit = 67108864`,
  );
  // 2 is FULL. A build of SQLite may have been told to ignore what it is asked.
  const found = pragma(db, "synchronous");
  if (found !== 2) throw new Error(`Expected SQLite to sync each commit but found mode ${found}`);
  // The first read opens the write-ahead log, on which the right to write is held.
  pragma(db, "schema_version");
}
