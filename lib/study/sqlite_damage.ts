import type { DatabaseSync } from "node:sqlite";
import { callKey } from "./call.ts";
import { isDamage } from "./sqlite_error.ts";
import { SqliteRoles } from "./sqlite_roles.ts";
import { pragma } from "./sqlite_schema.ts";
import { COMPLETION_COLUMNS } from "./sqlite_store.ts";
import { DAMAGE_NOTE } from "./stored_journal.ts";
import { type CompletionRow, toCompletion } from "./stored_rows.ts";

/** Files up to this size are checked as a whole on opening: a quarter of a second. */
const WHOLE_CHECK_BYTES = 128 * 2 ** 20;

/** How many of the newest completions are read back on opening, whatever the size. */
const TAIL = 200;

/**
 * What is damaged in a journal, in a few words, or null.
 *
 * Structure is checked throughout where `whole`; of a larger file only its end, where a power loss or a bad copy
 * does its harm: the newest completions are read back, each must have the key of its own call and be found by it.
 * Damage elsewhere is met when it is read, never passes for an answer (every content has a checksum), and is noted:
 * then it is found here.
 */
export function findDamage(db: DatabaseSync, whole: boolean): string | null {
  try {
    if (whole) {
      const { quick_check } = db.prepare("PRAGMA quick_check(1)").get() as { quick_check: string };
      if (quick_check !== "ok") return quick_check.replace(/^\*{3}.*\n/, "");
    }
    return notedDamage(db) ?? tailDamage(db);
  } catch (error) {
    if (isDamage(error)) return (error as Error).message;
    throw error;
  }
}

/** Whether a database is small enough to be checked as a whole. */
export function isSmall(db: DatabaseSync): boolean {
  return pragma(db, "page_count") * pragma(db, "page_size") <= WHOLE_CHECK_BYTES;
}

function notedDamage(db: DatabaseSync): string | null {
  const row = db.prepare("SELECT value FROM notes WHERE name = ?").get(DAMAGE_NOTE);
  return row ? `completion ${(row as { value: string }).value} was found damaged` : null;
}

function tailDamage(db: DatabaseSync): string | null {
  const roles = new SqliteRoles(db);
  const rows = db.prepare(
    `SELECT ${COMPLETION_COLUMNS} FROM completions t ORDER BY t.id DESC LIMIT ${TAIL}`,
  ).all() as unknown as CompletionRow[];
  const byKey = db.prepare("SELECT id FROM completions WHERE key = unhex(?)");
  for (const row of rows) {
    if (!readsBack(row, roles)) return `completion ${row.id} does not match its key`;
    if ((byKey.get(row.hex) as { id: number } | undefined)?.id !== row.id) {
      return `completion ${row.id} is not found by its key`;
    }
  }
  return null;
}

/** Whether a row can be unpacked and holds the call of its key. */
export function readsBack(row: CompletionRow, roles: SqliteRoles): boolean {
  try {
    return callKey(toCompletion(row, roles.get(row.role)).call) === row.hex;
  } catch {
    return false;
  }
}
