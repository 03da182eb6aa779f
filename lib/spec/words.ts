import { diffWordsWithSpace } from "diff";

/** A run of text that both revisions share, or that only one of them has. */
export interface WordChange {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/**
 * Compares two texts word by word (a shortest edit script, Myers 1986, as the `diff` package computes it; white
 * space and punctuation are tokens of their own).
 *
 * @returns Runs in order: `same` and `removed` together are `before`, `same` and `added` are `after`. Empty for two
 * empty texts.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { diffWords } from "./words.ts";
 *
 * const changes = diffWords("Never lie to users.", "Never lie.");
 * assert(changes.some(({ kind, text }) => kind === "removed" && text.includes("to users")));
 * ```
 */
export function diffWords(before: string, after: string): WordChange[] {
  return diffWordsWithSpace(before, after).map(({ added, removed, value }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value,
  }));
}

/**
 * How much two texts share: the Dice coefficient of their words as multisets, 2 |A ∩ B| / (|A| + |B|), from 0
 * to 1, whatever the order and the case. Two texts without words share nothing: 0.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { similarity } from "./words.ts";
 *
 * assert(similarity("be kind", "Be kind!") === 1);
 * assert(similarity("be kind", "be honest") === 0.5);
 * ```
 */
export function similarity(a: string, b: string): number {
  const countsA = countWords(a);
  const countsB = countWords(b);
  let shared = 0;
  for (const [word, count] of countsA) shared += Math.min(count, countsB.get(word) ?? 0);
  const total = sum(countsA) + sum(countsB);
  return total === 0 ? 0 : 2 * shared / total;
}

/** The words of a text: runs of letters and digits, in lower case. */
export function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const sum = (counts: ReadonlyMap<string, number>) => {
  let total = 0;
  for (const count of counts.values()) total += count;
  return total;
};
