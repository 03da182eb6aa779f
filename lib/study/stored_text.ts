/** Marks a text that is stored as JSON. */
const AS_JSON = "\u0001json:";

/**
 * A text as both stores can keep it in a column. PostgreSQL takes no NUL, SQLite's reading ends at one, and neither
 * keeps half of a surrogate pair; such texts (a garbled body, quoted) are stored as JSON with a mark.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { fromStored, toStored } from "./stored_text.ts";
 *
 * assert(toStored("plain") === "plain");
 * assert(!toStored("a\0b").includes("\0") && fromStored(toStored("a\0b")) === "a\0b");
 * ```
 */
export function toStored(text: string): string {
  const storable = text.isWellFormed() && !text.includes("\0") && !text.startsWith(AS_JSON);
  return storable ? text : AS_JSON + JSON.stringify(text);
}

/** The text that {@linkcode toStored} was given. */
export function fromStored(stored: string): string {
  return stored.startsWith(AS_JSON) ? JSON.parse(stored.slice(AS_JSON.length)) : stored;
}
