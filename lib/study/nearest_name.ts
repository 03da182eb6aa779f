/**
 * The name that was most likely meant: the nearest by edits, whatever their case, where less than half of the word
 * would change.
 *
 * @param word What was written.
 * @param names What there is.
 * @returns Undefined where none is near.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { nearestName } from "./nearest_name.ts";
 *
 * assert(nearestName("baseURL", ["api", "baseUrl"]) === "baseUrl");
 * assert(nearestName("colour", ["api", "baseUrl"]) === undefined);
 * ```
 */
export function nearestName(word: string, names: readonly string[]): string | undefined {
  // What is far longer than any name is none of them, and not worth comparing.
  const from = word.toLowerCase().slice(0, 100);
  let best: string | undefined;
  let least = from.length / 2;
  for (const name of names) {
    const edits = editsBetween(from, name.toLowerCase());
    if (edits >= least) continue;
    least = edits;
    best = name;
  }
  return best;
}

/** Insertions, deletions and replacements from one text to the other (Levenshtein 1966). */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
