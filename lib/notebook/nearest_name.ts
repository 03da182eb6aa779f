/**
 * The name that a misspelt one was meant for: the nearest by edits of single letters (Levenshtein 1966), letters'
 * case set aside, where no more than a third of it differs.
 *
 * @param name What was written.
 * @param names What there is; of equally near ones the first counts.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { nearestName } from "./nearest_name.ts";
 *
 * assert(nearestName("showTabel", ["showText", "showTable"]) === "showTable");
 * assert(nearestName("draw", ["showTable"]) === undefined);
 * ```
 */
export function nearestName(name: string, names: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let least = Math.floor(name.length / 3) + 1;
  for (const other of names) {
    const edits = editsBetween(name.toLowerCase(), other.toLowerCase());
    if (edits < least) [nearest, least] = [other, edits];
  }
  return nearest;
}

function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
