import { InputError } from "./input_error.ts";
import { JournalError } from "./journal_error.ts";

const FULL = 13, IOERR = 10, CORRUPT = 11, NOTADB = 26, BUSY = 5, READONLY = 8, CANTOPEN = 14;

/** SQLite's own words for the codes, for errors that come without one. */
const WORDS: Readonly<Record<string, number>> = {
  "database or disk is full": FULL,
  "disk I/O error": IOERR,
  "database disk image is malformed": CORRUPT,
  "file is not a database": NOTADB,
  "database is locked": BUSY,
  "attempt to write a readonly database": READONLY,
  "unable to open database file": CANTOPEN,
};

/** SQLite's primary result code of an error, or undefined if SQLite did not raise it. */
export function sqliteCode(error: unknown): number | undefined {
  const { errcode, code, message } = (error ?? {}) as Record<string, unknown>;
  if (typeof errcode === "number") return errcode & 0xff;
  if (code !== "ERR_SQLITE_ERROR") return undefined;
  const words = Object.keys(WORDS).find((words) => String(message).startsWith(words));
  return words ? WORDS[words] : -1;
}

/** Whether SQLite found the file itself damaged. */
export function isDamage(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === CORRUPT || code === NOTADB;
}

/** What SQLite raised, as one sentence that says what to do; other errors stay as they are. */
export function storeError(error: unknown, path: string): unknown {
  const message = (error as Error | null)?.message ?? String(error);
  const as = (fault: JournalError["fault"], sentence: string) =>
    new JournalError(fault, `${path}: ${sentence}`, { cause: error });
  switch (sqliteCode(error)) {
    case undefined:
      return error;
    case FULL:
    case IOERR:
      return as(
        "full",
        `Expected to write the journal but the disk is full or fails (${message}): free some space and run again; all that was acknowledged is kept`,
      );
    case CORRUPT:
    case NOTADB:
      return as(
        "damaged",
        `Expected a whole journal but found damage (${message}): open the study for writing to recover what can be read`,
      );
    case BUSY:
      return as("locked", `Expected the journal to be free but another process keeps it busy`);
    case READONLY:
    case CANTOPEN:
      return new InputError(`Expected a journal that can be opened but found ${message}`, {
        file: path,
      }, { cause: error });
    default:
      return as("store", `Expected the journal to work but found ${message}`);
  }
}
