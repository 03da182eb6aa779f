import { explainError } from "./explain_error.ts";

/** Names of errors whose sentence says all that the user can act on; their stack would only hide it. */
const FOR_USER = new Set(["InputError", "InterruptError", "JournalError"]);

/** Of other errors so many calls are shown: enough to report a fault. */
const FRAMES = 6;

/**
 * What the notebook shows of an error: its sentence and its causes, which the Deno kernel leaves out, and for faults
 * of the program the calls that led there.
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
  const words = `${error.name}: ${explainError(error)}`;
  if (FOR_USER.has(error.name)) return words;
  return [words, ...frames.slice(0, FRAMES).map((frame) => `    at ${frame}`)].join("\n");
}

/**
 * From now on every error that a cell ends with shows readably, and a promise that was rejected with nobody waiting
 * for it, of which the kernel says nothing, is told.
 *
 * @param say Where the latter is told.
 */
export function showErrorsReadably(say: (sentence: string) => void = console.error): void {
  Error.prepareStackTrace = readableStack;
  globalThis.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    say(`A promise was rejected and nobody waited for it. ${explainError(event.reason)}`);
  });
}
