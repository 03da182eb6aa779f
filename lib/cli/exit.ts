import { JournalError } from "../study/journal_error.ts";
import { exitCode } from "./exit_code.ts";

/** What a command's exit code means. */
export const EXIT = { ok: 0, failure: 1, badInput: 2, stopped: 130 } as const;

/**
 * Runs a command and ends the process with its exit code: 0 it did what was asked, 1 it failed, 2 bad input, 130
 * stopped by Ctrl-C. The first Ctrl-C aborts the signal, so that the command stops cleanly; the second ends the
 * process at once, which loses nothing that was acknowledged.
 *
 * @param command What to run; resolves to an exit code.
 *
 * @example
 * ```ts ignore
 * if (import.meta.main) await runMain((signal) => study(Deno.args, signal));
 * ```
 */
export async function runMain(command: (signal: AbortSignal) => Promise<number>): Promise<never> {
  const stop = new AbortController();
  const interrupt = () => {
    if (stop.signal.aborted) Deno.exit(EXIT.stopped);
    console.error("Stopping: what is in flight is waited for; Ctrl-C again stops at once.");
    stop.abort(new Error("stopped by Ctrl-C"));
  };
  Deno.addSignalListener("SIGINT", interrupt);
  try {
    Deno.exit(await commandCode(() => command(stop.signal)));
  } finally {
    Deno.removeSignalListener("SIGINT", interrupt);
  }
}

/** The exit code of a command; what it cannot do for the user's or the disk's sake is told in one sentence. */
export async function commandCode(
  command: () => Promise<number>,
  say: (sentence: string) => void = console.error,
): Promise<number> {
  try {
    return await exitCode(command, say);
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    say(error.message);
    return EXIT.failure;
  }
}
