/** The characters that act on a terminal or a page instead of showing. */
const UNSEEN =
  // deno-lint-ignore no-control-regex -- they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u061c\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * A text in which every character shows: those that act instead (ANSI escapes, NUL, backspace, what turns the
 * direction of writing) become their code points. Line ends and tabs stay; a carriage return alone, which would
 * overwrite its line in a terminal, becomes a line end. What is not well-formed UTF-16 becomes U+FFFD.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { visibleText } from "./visible_text.ts";
 *
 * assert(visibleText("\u001b[31m") === "⟨U+001B⟩[31m");
 * ```
 */
export function visibleText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, "\n").replace(
    UNSEEN,
    (character) => `⟨U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`,
  );
}

/** A text cut to so many characters, and how many it had. Never cut within a surrogate pair. */
export function cutText(text: string, length: number): { head: string; left: number } {
  if (text.length <= length) return { head: text, left: 0 };
  const code = text.charCodeAt(length - 1);
  const end = code >= 0xd800 && code <= 0xdbff ? length - 1 : length;
  return { head: text.slice(0, end), left: text.length - end };
}

/** A text as one line of at most so many characters, with an ellipsis where it was cut. */
export function oneLine(text: string, length: number): string {
  // More than is needed is cut first, so that a megabyte costs no more than a page.
  const { head } = cutText(text, 8 * length);
  const flat = visibleText(head).replace(/\s+/g, " ").trim();
  const cut = cutText(flat, length);
  return cut.left > 0 || head.length < text.length ? `${cut.head.trimEnd()}…` : flat;
}
