import { JournalError } from "./journal_error.ts";
import { locked, takeWriterLock, type WriterLock } from "./writer_lock.ts";

/** Where locks are only advice, and files have numbers of their own. */
const unix = Deno.build.os !== "windows";

/**
 * The right to write one SQLite journal, and the watch over its files.
 *
 * The lock file beside the journal names who writes, and can be deleted. So the lock that counts is on the write-ahead
 * log, which is there as long as the journal is open and is part of it: SQLite itself locks other files alone. (On
 * Windows, where such a lock would keep SQLite out, the lock file is all there is.) Both locks are the operating
 * system's, and end with the process.
 */
export class SqliteHold implements WriterLock {
  readonly #path: string;
  readonly #lock: WriterLock;
  #log: Deno.FsFile | undefined;
  #parts: readonly (readonly [path: string, file: string | undefined])[] = [];

  /**
   * Takes the right to write, also before there is a journal.
   *
   * @throws {JournalError} `locked`, if another process (or this one, elsewhere) has it.
   */
  constructor(path: string) {
    this.#path = path;
    this.#lock = takeWriterLock(`${path}.lock`, path);
    try {
      this.#holdLog();
    } catch (error) {
      this.release();
      throw error;
    }
  }

  /**
   * Holds the files that are there once SQLite has opened them.
   *
   * @throws {JournalError} `locked`, if another process has opened them meanwhile.
   */
  opened(): void {
    this.#holdLog();
    this.#parts = [this.#path, `${this.#path}-wal`].map((part) => [part, fileAt(part)]);
  }

  /**
   * Makes sure that a commit goes where the journal is looked for.
   *
   * @throws {JournalError} `store`, if a file was moved, deleted or replaced since.
   */
  expectInPlace(): void {
    if (!unix) return;
    const lost = this.#parts.find(([part, file]) => fileAt(part) !== file);
    if (!lost) return;
    throw new JournalError(
      "store",
      `${this.#path}: Expected the journal in its place but ${
        lost[0]
      } was moved, deleted or replaced while it was open: put the journal back together with its -wal file, then run again`,
    );
  }

  release(): void {
    this.#log?.close();
    this.#log = undefined;
    this.#lock.release();
  }

  #holdLog(): void {
    if (!unix) return;
    const path = `${this.#path}-wal`;
    // Another than before where SQLite has begun a new one.
    if (this.#log && numberOf(this.#log.statSync()) === fileAt(path)) return;
    const log = open(path);
    if (log && !log.tryLockSync(true)) {
      log.close();
      throw locked(this.#path, "another process");
    }
    this.#log?.close();
    this.#log = log;
  }
}

function open(path: string): Deno.FsFile | undefined {
  try {
    return Deno.openSync(path, { read: true, write: true });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Which file has that name now. */
function fileAt(path: string): string | undefined {
  try {
    return numberOf(Deno.statSync(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function numberOf({ dev, ino }: Deno.FileInfo): string {
  return `${dev}:${ino}`;
}
