/**
 * Gives every heading an id. An id that the heading gives stays as it is. Others are made from the title:
 *
 * 1. the title in lower case (Unicode NFKC), every run of characters that are neither letters nor digits made
 *    one `_`, none at the ends; `clause` where nothing is left;
 * 2. where that is taken, by an id given anywhere in the document or by an earlier title, the parent's id and a
 *    `.` before it;
 * 3. where that is taken too, `_2`, `_3`, … after it.
 *
 * So an id depends on its title, its parent and earlier headings of the same title, never on its place or on
 * text: adding, removing or editing other clauses leaves it as it is.
 *
 * @param headings The headings in order, each with the index of its parent among them (or null).
 * @returns One id per heading, all different if the given ones are.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { clauseIds } from "./clause_id.ts";
 *
 * const ids = clauseIds([
 *   { title: "Safety first!", id: null, parent: null },
 *   { title: "Examples", id: null, parent: 0 },
 *   { title: "Style", id: "style", parent: null },
 *   { title: "Examples", id: null, parent: 2 },
 * ]);
 * assert(ids.join(" ") === "safety_first examples style style.examples");
 * ```
 */
export function clauseIds(
  headings: readonly { title: string; id: string | null; parent: number | null }[],
): string[] {
  const taken = new Set(headings.flatMap(({ id }) => id === null ? [] : [id]));
  const ids: string[] = [];
  for (const { title, id, parent } of headings) {
    if (id !== null) {
      ids.push(id);
      continue;
    }
    const made = free(slug(title), parent === null ? undefined : ids[parent], taken);
    taken.add(made);
    ids.push(made);
  }
  return ids;
}

function slug(title: string): string {
  const words = title.normalize("NFKC").toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu);
  return words ? words.join("_") : "clause";
}

function free(slug: string, parent: string | undefined, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug;
  const base = parent === undefined ? slug : `${parent}.${slug}`;
  if (!taken.has(base)) return base;
  for (let n = 2;; n++) if (!taken.has(`${base}_${n}`)) return `${base}_${n}`;
}
