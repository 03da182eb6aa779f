import type { Progress, ProgressReporter } from "../querying/progress.ts";
import { askedOf, runningWords, steadyWords } from "../notebook/progress_words.ts";
import { oneLine } from "../notebook/visible_text.ts";
import { writeError } from "./standard_error.ts";

/** Where the terminal's progress goes. */
export interface TerminalOptions {
  /** Writes text as it is. @default standard error */
  readonly write?: (text: string) => void;
  /** Whether a line can be rewritten. @default whether standard error is a terminal */
  readonly terminal?: boolean;
  /** Columns of the terminal. */
  readonly columns?: () => number;
  /** The current time in milliseconds. */
  readonly now?: () => number;
}

/** Without a terminal a line is added at most this often. */
const LINE_EVERY = 10_000;
const BAR = 20;

/**
 * Progress in a terminal: one line per stage, rewritten in place; where the output goes to a file, a plain line
 * every ten seconds and at the end.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { terminalProgress } from "./terminal_progress.ts";
 *
 * let text = "";
 * terminalProgress({ write: (part) => { text += part; }, terminal: false }).note("A model fails.");
 * assert(text === "A model fails.\n");
 * ```
 */
export function terminalProgress(options: TerminalOptions = {}): ProgressReporter {
  const {
    write = writeError,
    terminal = Deno.stderr.isTerminal(),
    columns = () => terminal ? terminalColumns() : Infinity,
    now = () => performance.now(),
  } = options;
  const notes = new Set<string>();
  let open = false;
  let lineAt = now();

  const clear = () => {
    if (open) write("\r\u001b[2K");
    open = false;
  };
  return {
    update(progress) {
      if (terminal) {
        clear();
        // A line as wide as the terminal would break into two, and only one of them be rewritten.
        write(line(progress, false, columns() - 1));
        open = true;
      } else if (now() - lineAt >= LINE_EVERY) {
        lineAt = now();
        write(`${line(progress, false)}\n`);
      }
    },
    finish(progress) {
      clear();
      // A stage that had nothing to do is told by the summary.
      if (progress.total === 0) return;
      write(`${line(progress, true)}\n`);
      lineAt = now();
    },
    note(sentence) {
      if (notes.has(sentence)) return;
      notes.add(sentence);
      clear();
      write(`${oneLine(sentence, 1000)}\n`);
    },
  };
}

/** Columns of the terminal; 80 where it was closed. */
function terminalColumns(): number {
  try {
    return Deno.consoleSize().columns;
  } catch {
    return 80;
  }
}

/** A stage in a line; where it would be longer than `most`, without the bar, then without the outcomes. */
function line(progress: Progress, ended: boolean, most = Infinity): string {
  const { done, outcomes } = steadyWords(progress);
  const label = oneLine(progress.label, 60);
  const how = outcomes && ` (${outcomes})`;
  const rest = runningWords(progress, ended);
  const forms = [`${bar(progress)}${done}${how}`, `${done}${how}`, done];
  const lines = forms.map((form) => `${label} ${form}, ${rest}`);
  return lines.find(({ length }) => length <= most) ?? lines.at(-1)!.slice(0, most);
}

function bar(progress: Progress): string {
  const { total } = progress;
  if (total === null) return "";
  const done = askedOf(progress);
  const full = total === 0 ? BAR : Math.floor(BAR * Math.min(1, done / total));
  return `[${"#".repeat(full)}${".".repeat(BAR - full)}] `;
}
