import type { DatabaseSync } from "node:sqlite";
import { writeError } from "./atomic_write.ts";
import type { Journal } from "./journal.ts";
import { storeError } from "./sqlite_error.ts";
import { SqliteHold } from "./sqlite_hold.ts";
import { openDatabase, openWhole } from "./sqlite_open.ts";
import { SqliteStore } from "./sqlite_store.ts";
import { StoredJournal } from "./stored_journal.ts";

/** Options of {@linkcode openSqliteJournal}. */
export interface SqliteJournalOptions {
  /** Only read, beside a process that may be writing. */
  readonly readOnly?: boolean;
  /** Is told, in one sentence, what a damaged journal lost and how it was recovered. */
  readonly note?: (sentence: string) => void;
  /** Check the structure of the whole file on opening, whatever its size (small files always are). */
  readonly check?: boolean;
  /** Milliseconds for which appends gather into one commit (default: adapts to the disk). */
  readonly commitDelay?: number;
}

/**
 * Opens the journal of a study in one SQLite file (WAL, synchronous=FULL), and makes it where it is missing.
 *
 * One process writes a journal at a time: a second one is refused at once, before it can pay for a call that the
 * first has in flight. Any number of processes read beside it with `readOnly`. A journal whose file is moved, deleted
 * or replaced while it is open acknowledges nothing more.
 *
 * A damaged file is recovered on opening: what can be read goes to a new file, the damaged one is kept beside it.
 * The end of the write-ahead log is the exception: damage there looks like a commit that was never finished, and
 * its completions are asked again.
 *
 * @param path The file; `:memory:` keeps the journal in memory and has no durability.
 * @throws {InputError} If the file cannot be opened or is not a journal.
 * @throws {JournalError} If another process is writing it.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { openSqliteJournal } from "./sqlite_journal.ts";
 *
 * await using journal = await openSqliteJournal(":memory:");
 * assert((await journal.totals()).length === 0);
 * ```
 */
// deno-lint-ignore require-await
export async function openSqliteJournal(
  path: string,
  options: SqliteJournalOptions = {},
): Promise<Journal> {
  const { readOnly = false, commitDelay } = options;
  const shared = readOnly || path === ":memory:";
  let hold: SqliteHold | undefined;
  let db: DatabaseSync | undefined;
  try {
    if (!shared) hold = new SqliteHold(path);
    db = shared ? openDatabase(path, readOnly) : openWhole(path, options);
    hold?.opened();
    return new StoredJournal(
      new SqliteStore(db, path, hold, readOnly),
      commitDelay === undefined ? {} : { delay: commitDelay },
    );
  } catch (error) {
    if (db?.isOpen) db.close();
    hold?.release();
    throw storeError(writeError(error, path), path);
  }
}
