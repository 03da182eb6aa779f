import type { Root, RootContent } from "mdast";
import { toString } from "mdast-util-to-string";
import { InputError } from "../study/input_error.ts";
import type { Clause, Spec } from "./clause.ts";
import { clauseIds } from "./clause_id.ts";
import { findCommentary } from "./commentary.ts";
import { decode } from "./decode.ts";
import { findExamples } from "./examples.ts";
import { readHeading } from "./heading.ts";
import type { HeadingText } from "./heading.ts";
import { parseMarkdown } from "./markdown.ts";
import { splitSections } from "./sections.ts";

/** How to read a spec. */
export interface ParseOptions {
  /** The name of the file, for errors and reports. */
  readonly file?: string;
  /** The levels of authority to accept; without it, any word. */
  readonly authorities?: readonly string[];
}

/**
 * Parses a spec in Markdown into clauses. Each heading of the document itself begins a clause, in either of
 * Markdown's forms (`#`, or underlined); headings inside code, quotes, lists and HTML (which in CommonMark goes on
 * up to a blank line) begin none. A heading may end in attributes, `{#id authority=user}`; without an id,
 * {@linkcode clauseIds} makes one from the title. The parent is the last clause before it with a smaller depth.
 *
 * @param source The document, as text or as the bytes of a file.
 * @returns The spec; its preamble and its clauses' sources, one after the other, are the document itself.
 * @throws {InputError} If the document is empty, no UTF-8 text or without a heading, if two headings give one
 * id, if attributes cannot be read, or if an authority is not among those to accept. It names file and line.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { parseSpec } from "./parse.ts";
 *
 * const spec = parseSpec("# Honesty\n\n## Do not lie {#lie authority=user}\n\nNever state a falsehood.\n");
 * const [honesty, lie] = spec.clauses;
 * assert(honesty?.id === "honesty" && honesty.derived);
 * assert(lie?.parent === "honesty" && lie.authority === "user");
 * assert(lie?.text === "Never state a falsehood.");
 * ```
 */
export function parseSpec(source: string | Uint8Array, options: ParseOptions = {}): Spec {
  const file = options.file ?? "spec";
  const text = decode(typeof source === "string" ? new TextEncoder().encode(source) : source, file);
  if (text.trim() === "") {
    throw bad("Expected a spec in Markdown but found an empty document", file, 1);
  }

  const { root, shift } = parseMarkdown(text);
  const slice = (start: number, end: number) => text.slice(start + shift, end + shift);
  const sections = splitSections(root);
  if (sections.length === 0) {
    const message =
      'Expected at least one heading, since a heading begins each clause, but found none: put one, such as "## Be honest", above each rule';
    throw bad(message, file, 1);
  }
  const headings = sections.map(({ heading }) => {
    const inner = heading.children;
    const content = inner[0] ? slice(startOf(inner[0]), endOf(inner.at(-1) ?? inner[0])) : "";
    const line = lineOf(heading);
    return { ...readHeading(content, toString(heading), { file, field: `line ${line}` }), line };
  });
  checkHeadings(headings, file, options.authorities);
  const ids = clauseIds(headings.map(({ title, id }, i) => ({ title, id, parent: parentOf(i) })));

  function parentOf(i: number): number | null {
    return sections[i]?.parent ?? null;
  }

  const clauses = sections.map(({ heading, blocks, parent }, i): Clause => {
    const { title, id, attributes: { authority, ...attributes }, line } = headings[i] as Numbered;
    const next = sections[i + 1]?.heading;
    const start = lineStart(text, startOf(heading) + shift);
    const end = next ? lineStart(text, startOf(next) + shift) : text.length;
    const bodyStart = endOf(heading) + shift;
    return {
      id: ids[i] as string,
      derived: id === null,
      title,
      authority: authority ?? null,
      attributes,
      parent: parent === null ? null : ids[parent] as string,
      level: heading.depth,
      text: text.slice(bodyStart, end).trim(),
      examples: findExamples(blocks, slice),
      commentary: findCommentary(blocks, slice),
      lines: { start: line, end: next ? lineOf(next) - 1 : lastLine(root) },
      source: text.slice(start, end),
      start,
      bodyStart,
    };
  });
  return { file, source: text, preamble: text.slice(0, clauses[0]?.start ?? 0), clauses };
}

type Numbered = HeadingText & { readonly line: number };

function checkHeadings(
  headings: readonly Numbered[],
  file: string,
  authorities: readonly string[] | undefined,
): void {
  const seen = new Map<string, number>();
  for (const { id, attributes: { authority }, line } of headings) {
    const before = id === null ? undefined : seen.get(id);
    if (before !== undefined) {
      throw bad(
        `Expected every clause id once but found "${id}" again (it is on line ${before})`,
        file,
        line,
      );
    }
    if (id !== null) seen.set(id, line);
    if (authority !== undefined && authorities && !authorities.includes(authority)) {
      throw bad(
        `Expected an authority among ${authorities.join(", ")} but found "${authority}"`,
        file,
        line,
      );
    }
  }
}

const bad = (message: string, file: string, line: number) =>
  new InputError(message, { file, field: `line ${line}` });

/** A heading may stand up to three spaces in; its clause begins with the line. */
function lineStart(text: string, offset: number): number {
  while (offset > 0 && (text[offset - 1] === " " || text[offset - 1] === "\t")) offset--;
  return offset;
}

function lastLine(root: Root): number {
  const end = root.position?.end;
  if (!end) return 1;
  return end.column === 1 && end.line > 1 ? end.line - 1 : end.line;
}

/** Where a node begins and ends; nodes that come from a parser always have a position. */
const startOf = (node: RootContent) => node.position?.start.offset ?? 0;
const endOf = (node: RootContent) => node.position?.end.offset ?? 0;
const lineOf = (node: RootContent) => node.position?.start.line ?? 1;
