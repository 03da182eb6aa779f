import type { RootContent } from "mdast";
import { toString } from "mdast-util-to-string";

/**
 * Finds blocks of commentary: a paragraph that begins with `!!!` and the indented blocks after it, which Markdown
 * reads as code without a fence.
 *
 * @param nodes The blocks of the clause, in order.
 * @param slice Gives the source between two offsets of the tree.
 * @returns The source of each commentary.
 */
export function findCommentary(
  nodes: readonly RootContent[],
  slice: (start: number, end: number) => string,
): string[] {
  const found: string[] = [];
  let inside = false;
  for (const node of nodes) {
    const source = slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
    if (node.type === "paragraph" && toString(node).startsWith("!!!")) {
      found.push(source);
      inside = true;
    } else if (inside && node.type === "code" && !/^(?:`{3}|~{3})/u.test(source)) {
      found.push(`${found.pop()}\n\n${source}`);
    } else {
      inside = false;
    }
  }
  return found;
}
