import type { Heading, Root, RootContent } from "mdast";

/** A heading of the document itself, what stands under it up to the next one, and its parent among the sections. */
export interface Section {
  readonly heading: Heading;
  readonly blocks: readonly RootContent[];
  /** The index of the last section before it with a smaller depth, or null. */
  readonly parent: number | null;
}

/**
 * Splits a document at its headings. A heading inside a quote, a list or HTML is no child of the document, and a
 * line in a code block is none at all, so neither begins a section.
 */
export function splitSections(root: Root): Section[] {
  const sections: (Section & { blocks: RootContent[] })[] = [];
  const open: number[] = [];
  for (const node of root.children) {
    if (node.type !== "heading") {
      sections.at(-1)?.blocks.push(node);
      continue;
    }
    while (open.length > 0 && depthOf(sections, open) >= node.depth) open.pop();
    sections.push({ heading: node, blocks: [], parent: open.at(-1) ?? null });
    open.push(sections.length - 1);
  }
  return sections;
}

function depthOf(sections: readonly Section[], open: readonly number[]): number {
  return sections[open.at(-1) ?? 0]?.heading.depth ?? 0;
}
