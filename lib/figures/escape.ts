/** What XML 1.0 does not allow, and what would turn the direction of the words that follow. */
const NOT_SHOWN =
  // deno-lint-ignore no-control-regex -- they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * A text made safe for XML and HTML, as content and within quotes. What no XML document may hold
 * (control characters, lone surrogates), and what would turn the direction of writing, becomes U+FFFD.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { escapeText } from "./escape.ts";
 *
 * assert(escapeText("<b>") === "&lt;b&gt;");
 * ```
 */
export function escapeText(text: string): string {
  return xmlCharacters(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A text without the characters that no XML document may hold, or that turn the direction; each becomes U+FFFD. */
export function xmlCharacters(text: string): string {
  return text.toWellFormed().replace(NOT_SHOWN, "\ufffd");
}
