/**
 * Splits a text into sentences: at `.`, `!` or `?` before white space or the end, and at line breaks. Marks of
 * lists and emphasis at their ends are dropped.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { sentencesOf } from "./sentences.ts";
 *
 * assert(sentencesOf("Wait. Why?\n- **Go on**: now!").length === 3);
 * ```
 */
export function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?]["”’)*]*)\s+|\n+/)
    .map((sentence) => sentence.replace(/^[\s*#>-]+|[\s*]+$/g, ""))
    .filter((sentence) => /\p{L}/u.test(sentence));
}

/** A text with its first letter in upper case. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
