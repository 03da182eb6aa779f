import type { Clause, Spec } from "./clause.ts";
import { DEFAULT_RENAME_SIMILARITY, matchClauses } from "./match.ts";
import { diffWords } from "./words.ts";
import type { WordChange } from "./words.ts";

/** What may differ between a clause and its later revision. `moved` means another parent. */
export const ASPECTS = [
  "renamed",
  "retitled",
  "moved",
  "level",
  "authority",
  "attributes",
  "text",
] as const;

/** One of {@linkcode ASPECTS}. */
export type Aspect = typeof ASPECTS[number];

/** A clause that was added, removed or changed. */
export type ClauseChange =
  | { readonly kind: "added"; readonly after: Clause }
  | { readonly kind: "removed"; readonly before: Clause }
  | {
    readonly kind: "changed";
    readonly before: Clause;
    readonly after: Clause;
    /** What differs, in the order of {@linkcode ASPECTS}; at least one. */
    readonly aspects: readonly Aspect[];
    /** The changes of the text, word by word; empty unless `aspects` has `text`. */
    readonly words: readonly WordChange[];
  };

/** How a later revision of a spec differs from an earlier one. */
export interface SpecDiff {
  /** In the order of the later revision; a removed clause follows the one that it followed before. */
  readonly clauses: readonly ClauseChange[];
  /** How many clauses are as they were. */
  readonly unchanged: number;
  /** The changes of what stands before the first clause; empty if there are none. */
  readonly preamble: readonly WordChange[];
}

/**
 * Compares two revisions of a spec, clause by clause. The order of clauses under one parent is not compared.
 *
 * @param before The earlier revision.
 * @param after The later one.
 * @param options `renameSimilarity`: how alike two texts must be for a clause that is gone and a new one to be one
 * clause renamed (see {@linkcode matchClauses}).
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { diffSpecs } from "./diff.ts";
 * import { parseSpec } from "./parse.ts";
 *
 * const before = parseSpec("# Lies {#lies authority=user}\n\nNever lie.\n");
 * const after = parseSpec("# Lies {#lies authority=developer}\n\nNever lie to users.\n");
 * const [change] = diffSpecs(before, after).clauses;
 * assert(change?.kind === "changed" && change.aspects.join() === "authority,text");
 * ```
 */
export function diffSpecs(
  before: Spec,
  after: Spec,
  options: { readonly renameSimilarity?: number } = {},
): SpecDiff {
  const matches = matchClauses(
    before.clauses,
    after.clauses,
    options.renameSimilarity ?? DEFAULT_RENAME_SIMILARITY,
  );
  const idAfter = new Map([...matches].map(([a, b]) => [a.id, b.id]));
  const origins = new Map([...matches].map(([a, b]) => [b, a]));
  const clauses: ClauseChange[] = [];
  let unchanged = 0;
  const removedAfter = removalsByPredecessor(before.clauses, matches);
  const addRemovals = (predecessor: Clause | null) => {
    for (const gone of removedAfter.get(predecessor) ?? []) {
      clauses.push({ kind: "removed", before: gone });
    }
  };
  addRemovals(null);
  for (const clause of after.clauses) {
    const origin = origins.get(clause);
    if (!origin) clauses.push({ kind: "added", after: clause });
    else {
      const aspects = compare(origin, clause, idAfter);
      if (aspects.length === 0) unchanged++;
      else {
        const words = aspects.includes("text") ? diffWords(origin.text, clause.text) : [];
        clauses.push({ kind: "changed", before: origin, after: clause, aspects, words });
      }
      addRemovals(origin);
    }
  }
  const preamble = before.preamble === after.preamble
    ? []
    : diffWords(before.preamble, after.preamble);
  return { clauses, unchanged, preamble };
}

/** A clause that stays under a renamed parent has not moved. */
function compare(a: Clause, b: Clause, idAfter: ReadonlyMap<string, string>): Aspect[] {
  const parent = a.parent === null ? null : idAfter.get(a.parent) ?? null;
  const orphaned = a.parent !== null && parent === null;
  const differs: Record<Aspect, boolean> = {
    renamed: a.id !== b.id,
    retitled: a.title !== b.title,
    moved: orphaned || parent !== b.parent,
    level: a.level !== b.level,
    authority: a.authority !== b.authority,
    attributes: listed(a.attributes) !== listed(b.attributes),
    text: a.text !== b.text,
  };
  return ASPECTS.filter((aspect) => differs[aspect]);
}

const listed = (attributes: Readonly<Record<string, string>>) =>
  JSON.stringify(Object.entries(attributes).sort(([a], [b]) => a < b ? -1 : 1));

/** Removed clauses under the last clause before them that stays, or null at the start. */
function removalsByPredecessor(
  before: readonly Clause[],
  matches: ReadonlyMap<Clause, Clause>,
): Map<Clause | null, Clause[]> {
  const removals = new Map<Clause | null, Clause[]>();
  let predecessor: Clause | null = null;
  for (const clause of before) {
    if (matches.has(clause)) predecessor = clause;
    else removals.set(predecessor, [...removals.get(predecessor) ?? [], clause]);
  }
  return removals;
}
