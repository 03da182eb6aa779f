import type { Clause } from "./clause.ts";
import { similarity, words } from "./words.ts";

/**
 * How alike two texts must be to be one clause under another id: between the renames of four real releases (0.62 to
 * 0.85) and their likest unrelated clauses (0.48).
 */
export const DEFAULT_RENAME_SIMILARITY = 0.6;

/** In shorter texts, a few common words make a likeness. */
const FEWEST_WORDS = 8;

/**
 * Finds which clauses of two revisions are the same one: first by equal id; then, among the rest, by equal text
 * (or, both without text, by equal title); then by the likeness of the texts, the likest first. Ties go to the
 * order of the revisions.
 *
 * @param before Clauses of the earlier revision.
 * @param after Clauses of the later one.
 * @param renameSimilarity The least {@linkcode similarity} of two texts of at least eight words each.
 * @returns From clause before to clause after.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { matchClauses } from "./match.ts";
 * import { parseSpec } from "./parse.ts";
 *
 * const { clauses: before } = parseSpec("# Kindness {#kind}\n\nBe kind.\n");
 * const { clauses: after } = parseSpec("# Warmth {#warm}\n\nBe kind.\n");
 * assert(matchClauses(before, after).get(before[0]!) === after[0]);
 * ```
 */
export function matchClauses(
  before: readonly Clause[],
  after: readonly Clause[],
  renameSimilarity: number = DEFAULT_RENAME_SIMILARITY,
): Map<Clause, Clause> {
  if (!(renameSimilarity > 0 && renameSimilarity <= 1)) {
    throw new RangeError(
      `Expected a rename similarity above 0 and at most 1 but found ${renameSimilarity}`,
    );
  }
  const matches = new Map<Clause, Clause>();
  const byId = new Map(after.map((clause) => [clause.id, clause]));
  const free = new Set(after);
  const match = (a: Clause, b: Clause | undefined) => {
    if (!b) return;
    matches.set(a, b);
    free.delete(b);
  };
  for (const clause of before) match(clause, byId.get(clause.id));
  for (const clause of before) {
    if (!matches.has(clause)) match(clause, [...free].find((other) => sameText(clause, other)));
  }
  const rest = before.filter((clause) => !matches.has(clause));
  const pairs = rest.flatMap((a) => [...free].map((b) => ({ a, b, likeness: likeness(a, b) })))
    .filter((pair) => pair.likeness >= renameSimilarity);
  pairs.sort((x, y) => y.likeness - x.likeness);
  for (const { a, b } of pairs) if (!matches.has(a) && free.has(b)) match(a, b);
  return matches;
}

function sameText(a: Clause, b: Clause): boolean {
  return a.text === b.text && (a.text !== "" || a.title === b.title);
}

function likeness(a: Clause, b: Clause): number {
  const enough = [a, b].every(({ text }) => words(text).length >= FEWEST_WORDS);
  return enough ? similarity(a.text, b.text) : 0;
}
