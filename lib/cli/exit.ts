import { visibleText } from "../notebook/visible_text.ts";
import { JournalError } from "../study/journal_error.ts";
import { standWhereCalled } from "./called_from.ts";
import { exitCode } from "./exit_code.ts";
import { sayError } from "./standard_error.ts";

/** What a command's exit code means. */
export const EXIT = { ok: 0, failure: 1, badInput: 2, stopped: 130 } as const;

/** Signals within so many milliseconds are one: a Ctrl-C may come twice, from the terminal and from `deno task`. */
const ONE_PRESS = 200;

/** What asks a command to stop: Ctrl-C, a machine that goes down, a terminal that is closed. */
const SIGNALS: readonly Deno.Signal[] = Deno.build.os === "windows"
  ? ["SIGINT"]
  : ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a command, in the folder where it was called, and ends the process with its exit code: 0 it did what was asked,
 * 1 it failed, 2 bad input, 130 stopped. The first Ctrl-C (or SIGTERM, or SIGHUP) aborts the signal, so that the command
 * stops cleanly; the second ends the process at once, which loses nothing that was acknowledged.
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
  let last = -Infinity;
  const interrupt = () => {
    const again = performance.now() - last > ONE_PRESS;
    last = performance.now();
    if (stop.signal.aborted) {
      if (again) Deno.exit(EXIT.stopped);
      return;
    }
    stop.abort(new Error("stopped by Ctrl-C"));
    // A terminal's cursor stands in the line of the progress.
    const clear = Deno.stderr.isTerminal() ? "\r\u001b[2K" : "";
    sayError(`${clear}Stopping: what is in flight is waited for; Ctrl-C again stops at once.`);
  };
  for (const signal of SIGNALS) Deno.addSignalListener(signal, interrupt);
  standWhereCalled();
  Deno.exit(await commandCode(() => command(stop.signal)));
}

/** The exit code of a command; what it cannot do for the user's or the disk's sake is told in one sentence. */
export async function commandCode(
  command: () => Promise<number>,
  say: (sentence: string) => void = sayError,
): Promise<number> {
  try {
    return await exitCode(command, say);
  } catch (error) {
    if (!(error instanceof JournalError)) throw error;
    say(visibleText(error.message));
    return EXIT.failure;
  }
}
