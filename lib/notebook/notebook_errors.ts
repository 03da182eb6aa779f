import { InputError } from "../study/input_error.ts";
import { explainError } from "./explain_error.ts";

/**
 * Makes errors readable where only their stack is shown, as the Deno kernel does: it leaves out `error.cause`, and
 * a stack of library lines says nothing to the user of a notebook. Bad input then shows as its sentence and its
 * causes alone; any other error keeps its stack, with the causes before it.
 *
 * @param error What was thrown.
 * @returns The same error where it can be changed, else a new one.
 *
 * @example
 * ```ts
 * import { InputError } from "../study/input_error.ts";
 * import { readableError } from "./notebook_errors.ts";
 *
 * const error = readableError(new InputError("Expected a folder", { file: "a" }));
 * console.assert(error.stack === "InputError: a: Expected a folder");
 * ```
 */
export function readableError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error), { cause: error });
  const words = explainError(error);
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const readable = isForUser(error);
  Object.defineProperty(error, "message", { value: words, configurable: true, writable: true });
  Object.defineProperty(error, "stack", {
    value: [`${error.name}: ${words}`, ...(readable ? [] : frames)].join("\n"),
    configurable: true,
    writable: true,
  });
  return error;
}

/** Names of errors whose sentence says all that the user can act on. */
const FOR_USER = new Set(["InputError", "InterruptError", "JournalError"]);

function isForUser(error: Error): boolean {
  return error instanceof InputError || FOR_USER.has(error.name);
}
