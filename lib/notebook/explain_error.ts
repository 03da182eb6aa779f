import { z } from "zod";
import { InputError } from "../study/input_error.ts";
import { cutText, visibleText } from "./visible_text.ts";

/**
 * An error in words, as a reader needs it: its message, then the messages of what caused it, each on a line of
 * its own, without repeating one and with no more than a few hundred characters each.
 * Characters that would act on a terminal show instead.
 *
 * @param error What was thrown.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { explainError } from "./explain_error.ts";
 *
 * const error = new Error("Expected an answer but the provider failed", { cause: new Error("socket closed") });
 * assert(explainError(error) === "Expected an answer but the provider failed\nCause: socket closed");
 * ```
 */
export function explainError(error: unknown): string {
  const lines = [messageOf(error)];
  let cause = error instanceof Error ? error.cause : undefined;
  for (let depth = 0; cause !== undefined && cause !== null && depth < 4; depth++) {
    // What a schema found stands in the sentence; its own message is a list for programs.
    if (cause instanceof z.ZodError) break;
    // So does that a file is not there, or where it cannot be read.
    if (error instanceof InputError && isInSentence(cause)) break;
    const message = messageOf(cause);
    if (!lines.some((line) => line.includes(message))) lines.push(`Cause: ${message}`);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return lines.join("\n");
}

function isInSentence(cause: unknown): boolean {
  return cause instanceof Deno.errors.NotFound || cause instanceof SyntaxError;
}

const LONGEST = 600;

function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message || error.name : String(error);
  const { head, left } = cutText(message, LONGEST);
  return visibleText(left > 0 ? `${head}…` : message);
}
