/**
 * Whether words that a judge quotes stand in a text: letter by letter, but for white space, the shapes of quotation
 * marks, dashes and apostrophes, upper and lower case, and marks of emphasis. Parts on either side of an ellipsis
 * must stand in the text in their order. An empty quote stands nowhere.
 *
 * @param quote What was quoted, with or without quotation marks around it.
 * @param text Where it should stand.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { quoteStands } from "./quotes.ts";
 *
 * const text = "I’d say no — it is **too\nrisky** for a child.";
 * assert(quoteStands('"I\'d say no ... too risky"', text));
 * assert(!quoteStands("too risky for an adult", text));
 * ```
 */
export function quoteStands(quote: string, text: string): boolean {
  const whole = plain(text);
  const parts = quote.split(/…|\.{3,}/).map(plain).filter((part) => part !== "");
  let at = 0;
  for (const part of parts) {
    const found = whole.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return parts.length > 0;
}

function plain(text: string): string {
  return text.normalize("NFKC").toLowerCase()
    .replace(/[*_`]/g, "")
    .replace(/[‘’‚‛']/g, "'")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‐‑‒–—―]/g, "-")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^["'\s]+|["'\s]+$/g, "");
}
