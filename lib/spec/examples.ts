import type { Paragraph, RootContent } from "mdast";
import { toString } from "mdast-util-to-string";
import type { Example } from "./clause.ts";
import { readTurns } from "./turns.ts";

const MARK = /^Examples?(?:\s+\d+)?\s*[:.]?\s*$/iu;
const PLAIN_MARK = /^Examples?(?:\s+\d+)?\s*:\s*/iu;

/**
 * Finds the examples of a clause: a paragraph that begins with a bold or italic "Example", or with "Example:",
 * and the code block, quote or list right after it.
 *
 * @param nodes The blocks of the clause, in order.
 * @param slice Gives the source between two offsets of the tree.
 */
export function findExamples(
  nodes: readonly RootContent[],
  slice: (start: number, end: number) => string,
): Example[] {
  const examples: Example[] = [];
  for (const [i, node] of nodes.entries()) {
    if (node.type !== "paragraph") continue;
    const title = exampleTitle(node, slice);
    if (title === null) continue;
    const next = nodes[i + 1];
    const body = next && ["code", "blockquote", "list"].includes(next.type) ? next : undefined;
    const code = body?.type === "code" ? body : undefined;
    const text = code?.value ?? (body ? slice(startOf(body), endOf(body)) : "");
    examples.push({
      title,
      text,
      language: code?.lang ?? null,
      turns: readTurns(text),
      lines: {
        start: node.position?.start.line ?? 0,
        end: (body ?? node).position?.end.line ?? 0,
      },
    });
  }
  return examples;
}

function exampleTitle(
  paragraph: Paragraph,
  slice: (start: number, end: number) => string,
): string | null {
  const first = paragraph.children[0];
  if (!first) return null;
  const end = endOf(paragraph);
  if (first.type === "strong" || first.type === "emphasis") {
    if (!MARK.test(toString(first))) return null;
    return slice(endOf(first), end).replace(/^\s*[:.]?\s*/u, "").trim();
  }
  const mark = first.type === "text" ? PLAIN_MARK.exec(first.value) : null;
  return mark ? slice(startOf(paragraph), end).replace(PLAIN_MARK, "").trim() : null;
}

/** Where a node begins and ends; nodes that come from a parser always have a position. */
const startOf = (node: RootContent) => node.position?.start.offset ?? 0;
const endOf = (node: RootContent) => node.position?.end.offset ?? 0;
