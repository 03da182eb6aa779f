import { z } from "zod";
import { shown } from "../study/fault_sentence.ts";
import { InputError } from "../study/input_error.ts";
import { readInput } from "../study/read_input.ts";
import type { Clause, Spec } from "./clause.ts";
import { writeHeading } from "./heading.ts";
import { parseSpec } from "./parse.ts";

const id = z.string().regex(/^[^\s#"'={}]+$/u, {
  error: ({ input }) =>
    `Expected an id without spaces, quotes, braces, # and = but found ${shown(input)}`,
});
const word = z.string().regex(/^[^\s"'={}]+$/u, {
  error: ({ input }) => `Expected one word but found ${shown(input)}`,
});
const title = z.string().trim().min(1).transform((text) => text.replaceAll(/\s+/gu, " "));

/** Checks an {@linkcode Edit}. */
export const editSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("amend"),
    clause: id,
    title: title.optional(),
    authority: word.nullable().optional(),
    text: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal("add"),
    clause: id,
    after: id,
    title,
    authority: word.nullable(),
    text: z.string(),
  }),
  z.strictObject({ kind: z.literal("remove"), clause: id }),
]);

/**
 * One change of a spec, by hand or proposed by a model.
 *
 * - `amend` gives a clause another title, authority (null: none) or text; what is left out stays. The text is that
 *   of the clause alone; those below it stay.
 * - `add` puts a new clause behind another and all that stands under that one, at the same level.
 * - `remove` takes a clause away, with all that stands under it.
 */
export type Edit = z.infer<typeof editSchema>;

/** A spec after an edit. */
export interface EditedSpec {
  readonly spec: Spec;
  /** The clauses that the edit amended, added or removed, by id. */
  readonly touched: readonly string[];
}

/**
 * Applies an edit. All other clauses stay as they are, to the byte; only white space at the seam may change.
 *
 * @throws {InputError} If the edit is malformed, names a clause that the spec does not have (or, for `add`, has
 * already), or if its text would reach beyond its clause: by a heading of its own, or a code fence or comment left
 * open. It names the spec's file and the clause.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { applyEdit } from "./edit.ts";
 * import { parseSpec } from "./parse.ts";
 *
 * const spec = parseSpec("# Lies {#lies authority=user}\n\nDo not lie.\n");
 * const after = applyEdit(spec, { kind: "amend", clause: "lies", text: "Never lie." });
 * assert(after.spec.source === "# Lies {#lies authority=user}\n\nNever lie.\n");
 * assert(after.touched.join() === "lies");
 * ```
 */
export function applyEdit(spec: Spec, edit: Edit): EditedSpec {
  const checked = readInput(editSchema, edit, { file: spec.file, field: "edit" });
  const plan = {
    amend: () => amend(spec, checked as Edit & { kind: "amend" }),
    add: () => add(spec, checked as Edit & { kind: "add" }),
    remove: () => remove(spec, checked as Edit & { kind: "remove" }),
  }[checked.kind]();
  const { start, end, replacement, touched, expected } = plan;
  const source = spec.source.slice(0, start) + replacement + spec.source.slice(end);
  const after = parseSpec(source, { file: spec.file });
  if (!sameClauses(after.clauses, expected)) {
    throw bad(
      spec,
      edit.clause,
      "Expected text that stays within its clause but found a heading, or a fence or comment left open",
    );
  }
  return { spec: after, touched };
}

/**
 * Applies edits one after the other.
 *
 * @returns The last spec, and every touched clause once.
 * @throws {InputError} As {@linkcode applyEdit}.
 */
export function applyEdits(spec: Spec, edits: readonly Edit[]): EditedSpec {
  const touched = new Set<string>();
  for (const edit of edits) {
    const step = applyEdit(spec, edit);
    spec = step.spec;
    for (const clause of step.touched) touched.add(clause);
  }
  return { spec, touched: [...touched] };
}

/** What a clause is to be; the rest of an edited spec must be as before. */
type Expected = Pick<Clause, "id" | "title" | "authority" | "text" | "level" | "parent">;

interface Plan {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  readonly touched: readonly string[];
  readonly expected: readonly Expected[];
}

function amend(spec: Spec, edit: Edit & { kind: "amend" }): Plan {
  const clause = find(spec, edit.clause);
  const end = clause.start + clause.source.length;
  const title = edit.title ?? clause.title;
  const authority = edit.authority === undefined ? clause.authority : edit.authority;
  const text = edit.text === undefined ? clause.text : adapt(edit.text, spec);
  const sameHeading = title === clause.title && authority === clause.authority;
  const heading = sameHeading
    ? spec.source.slice(clause.start, clause.bodyStart)
    : writeHeading(clause.level, title, clause.id, {
      ...(authority === null ? {} : { authority }),
      ...clause.attributes,
    });
  const body = spec.source.slice(clause.bodyStart, end);
  return {
    start: clause.start,
    end,
    replacement: heading +
      (text === clause.text ? body : replaceText(body, clause.text, text, spec)),
    touched: [clause.id],
    expected: spec.clauses.map((c) => c === clause ? { ...c, title, authority, text } : c),
  };
}

function add(spec: Spec, edit: Edit & { kind: "add" }): Plan {
  if (spec.clauses.some((clause) => clause.id === edit.clause)) {
    throw bad(spec, edit.clause, "Expected the id of a new clause but the spec has it already");
  }
  const after = find(spec, edit.after);
  const index = spec.clauses.indexOf(after) + subtree(spec, after).length;
  const place = spec.clauses[index]?.start ?? spec.source.length;
  const feed = lineEnd(spec);
  const before = spec.source.slice(0, place);
  const gap = before.endsWith(feed + feed) ? "" : before.endsWith(feed) ? feed : feed + feed;
  const authority = edit.authority === null ? {} : { authority: edit.authority };
  const heading = writeHeading(after.level, edit.title, edit.clause, authority);
  const text = adapt(edit.text, spec);
  const next = index < spec.clauses.length ? feed : "";
  const fresh: Expected = {
    id: edit.clause,
    title: edit.title,
    authority: edit.authority,
    text,
    level: after.level,
    parent: after.parent,
  };
  return {
    start: place,
    end: place,
    replacement: `${gap}${heading}${feed}${feed}${text}${feed}${next}`,
    touched: [edit.clause],
    expected: spec.clauses.toSpliced(index, 0, fresh as Clause),
  };
}

function remove(spec: Spec, edit: Edit & { kind: "remove" }): Plan {
  const gone = subtree(spec, find(spec, edit.clause));
  const start = gone[0]?.start ?? 0;
  if (gone.length === spec.clauses.length) {
    throw bad(spec, edit.clause, "Expected a clause to stay but the edit removes the last one");
  }
  return {
    start,
    end: start + gone.reduce((length, clause) => length + clause.source.length, 0),
    replacement: "",
    touched: gone.map((clause) => clause.id),
    expected: spec.clauses.filter((clause) => !gone.includes(clause)),
  };
}

function find(spec: Spec, id: string): Clause {
  const clause = spec.clauses.find((clause) => clause.id === id);
  if (!clause) throw bad(spec, id, "Expected the id of a clause of the spec but it has none such");
  return clause;
}

/** A clause and all that stand under it: those that follow it and are deeper. */
function subtree(spec: Spec, clause: Clause): Clause[] {
  const rest = spec.clauses.slice(spec.clauses.indexOf(clause) + 1);
  const end = rest.findIndex(({ level }) => level <= clause.level);
  return [clause, ...end < 0 ? rest : rest.slice(0, end)];
}

const lineEnd = (spec: Spec) => spec.source.includes("\r\n") ? "\r\n" : "\n";

const adapt = (text: string, spec: Spec) =>
  text.trim().replaceAll(/\r\n?|\n/gu, lineEnd(spec)).trim();

/** Keeps the white space around the text, but not the indentation of its first line. */
function replaceText(body: string, before: string, after: string, spec: Spec): string {
  const feed = lineEnd(spec);
  if (before === "") return feed + feed + after + feed + (body.includes("\n") ? feed : "");
  const at = body.indexOf(before);
  if (after === "") return body.slice(at + before.length) || feed;
  const lead = body.slice(0, at).replace(/[^\r\n]*$/u, "");
  return lead + after + body.slice(at + before.length);
}

function sameClauses(found: readonly Clause[], expected: readonly Expected[]): boolean {
  return found.length === expected.length && found.every((clause, i) => {
    const wanted = expected[i];
    return wanted !== undefined &&
      (["id", "title", "authority", "text", "level", "parent"] as const)
        .every((key) => clause[key] === wanted[key]);
  });
}

const bad = (spec: Spec, field: string, message: string) =>
  new InputError(message, { file: spec.file, field });
