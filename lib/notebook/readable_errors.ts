import { explainError } from "./explain_error.ts";
import { nearestName } from "../study/nearest_name.ts";
import { visibleText } from "./visible_text.ts";

/** Names of errors whose sentence says all that the user can act on; their stack would only hide it. */
const FOR_USER = new Set(["InputError", "InterruptError", "JournalError"]);

/** Of other errors so many calls are shown: enough to report a fault. */
const FRAMES = 6;

/** A call that stands in a cell, of this or another one. */
const IN_CELL = /<anonymous>:\d+:\d+\)?$/;

/** The call that stands in the running cell itself, with its line; the outermost such call is it. */
const OF_CELL = /^(?:async )?<anonymous>:(\d+):\d+$/;

/** A call within a function that was defined in a cell, with its name. */
const WITHIN = /^(?:async )?([\w$.]+) \(<anonymous>:\d+:\d+\)$/;

/** What this project exports, as far as it is known; see {@linkcode knowNames}. */
let known: readonly string[] = [];

/** Tells what names there are, so that a misspelt one can be named. */
export function knowNames(names: readonly string[]): void {
  known = names;
}

/**
 * What the notebook shows of an error: its sentence and its causes, which the Deno kernel leaves out, what to do
 * about a name that was not imported, and the line. This is the line of the cell as it was compiled, with no blank lines
 * and no types; `cell_errors.py` makes it that of the cell in JupyterLab and headless runs. For faults of the program
 * the calls that led there are told too.
 *
 * @param error The error.
 * @param frames The calls, innermost first.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { InputError } from "../study/input_error.ts";
 * import { readableStack } from "./readable_errors.ts";
 *
 * const error = new InputError("Expected a folder", { file: "a" }, { cause: new Error("no such file") });
 * assert(readableStack(error, ["f"]) === "InputError: a: Expected a folder\nCause: no such file");
 * ```
 */
export function readableStack(error: Error, frames: readonly { toString(): string }[]): string {
  const words = [`${error.name}: ${explainError(error)}`];
  if (FOR_USER.has(error.name)) return visibleText(words[0]!);
  const calls = frames.map(String);
  const line = calls.map((call) => OF_CELL.exec(call)?.[1]).findLast((at) => at !== undefined);
  const told = tellName(error.message);
  if (told !== null) words.push(told);
  if (line !== undefined) {
    const name = WITHIN.exec(calls[0] ?? "")?.[1];
    words.push(`In line ${line} of the compiled cell${name ? `, within ${name}` : ""}.`);
  }
  // A sentence of ours that names what was passed, or an error of the cell's own code: the line is what is needed.
  const ofCell = line !== undefined &&
    (error.message.startsWith("Expected ") || IN_CELL.test(calls[0] ?? ""));
  if (!ofCell) words.push(...calls.slice(0, FRAMES).map((call) => `    at ${call}`));
  return visibleText(words.join("\n"));
}

/** What to do about a name that is undefined, as one is that an import does not have. */
function tellName(message: string): string | null {
  const [, name] =
    /^([A-Za-z_$][\w$]*) is not (?:a function|a constructor|defined)$/.exec(message) ??
      [];
  if (name === undefined) return null;
  if (known.includes(name)) return `Import ${name} from "../lib/mod.ts" in the first cell.`;
  const meant = nearestName(name, known);
  return meant === undefined
    ? `Nothing of this name was defined or imported: an import that does not exist is silently undefined.`
    : `"../lib/mod.ts" has no ${name}: is ${meant} meant?`;
}

/**
 * From now on every error that a cell ends with shows readably, and what fails with nobody waiting for it, of which the
 * kernel says nothing, is told: a promise that was rejected, and an error of a timer or a listener, after which the
 * kernel would wait for ever.
 *
 * @param say Where the latter two are told.
 */
export function showErrorsReadably(say: (sentence: string) => void = console.error): void {
  Error.prepareStackTrace = readableStack;
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    say(`A promise was rejected and nobody waited for it. ${explainError(event.reason)}`);
  });
  globalThis.addEventListener("error", (event) => {
    event.preventDefault();
    say(`A timer or a listener failed and nobody waited for it. ${explainError(event.error)}`);
  });
}
