import { JournalError } from "./journal_error.ts";

/** The right to write one journal, held until it is released or the process ends, however it ends. */
export interface WriterLock {
  release(): void;
}

/**
 * Takes the right to write, or says who has it. The operating system holds the lock (flock on a file of its own),
 * so a killed process leaves nothing behind that has to be cleaned up. The file keeps the holder's process id for
 * the message alone, and stays where it is.
 *
 * @param path The lock file, made where it is missing.
 * @param what What the lock guards, for the message.
 * @throws {JournalError} `locked`, if another process (or this one, elsewhere) holds it.
 *
 * @example
 * ```ts
 * import { takeWriterLock } from "./writer_lock.ts";
 *
 * const path = await Deno.makeTempFile();
 * const lock = takeWriterLock(path, "the journal");
 * lock.release();
 * await Deno.remove(path);
 * ```
 */
export function takeWriterLock(path: string, what: string): WriterLock {
  const file = Deno.openSync(path, { read: true, write: true, create: true });
  try {
    if (!file.tryLockSync(true)) throw locked(what, holderOf(path));
    file.truncateSync(0);
    file.writeSync(new TextEncoder().encode(`${Deno.pid}\n`));
  } catch (error) {
    file.close();
    throw error;
  }
  let held = true;
  return {
    release() {
      if (!held) return;
      held = false;
      file.close();
    },
  };
}

function holderOf(path: string): string {
  const holder = /^\d+$/.exec(Deno.readTextFileSync(path).trim())?.[0];
  return holder === String(Deno.pid) ? "this process" : `process ${holder ?? "unknown"}`;
}

/** That somebody else writes. */
export function locked(what: string, holder: string): JournalError {
  return new JournalError(
    "locked",
    `Expected to be the only one to write ${what} but ${holder} has it open: wait until it ends, or keep the study on PostgreSQL ("journal" in study.json) for several processes`,
  );
}
