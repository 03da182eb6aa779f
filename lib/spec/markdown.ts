import type { Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { frontmatterFromMarkdown } from "mdast-util-frontmatter";
import { frontmatter } from "micromark-extension-frontmatter";

/** A Markdown document as a tree, and how far the tree's offsets stand behind those of the source. */
export interface Markdown {
  readonly root: Root;
  /** 1 where a byte order mark, which the tree does not count, begins the source; else 0. */
  readonly shift: number;
}

/**
 * Parses CommonMark. Front matter between `---` lines is known, since its last line would else make a heading of
 * it.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { parseMarkdown } from "./markdown.ts";
 *
 * const { root } = parseMarkdown("---\ntitle: A\n---\n\n# B\n");
 * assert(root.children.map((node) => node.type).join() === "yaml,heading");
 * ```
 */
export function parseMarkdown(source: string): Markdown {
  const shift = source.startsWith("\ufeff") ? 1 : 0;
  const root = fromMarkdown(source.slice(shift), {
    extensions: [frontmatter()],
    mdastExtensions: [frontmatterFromMarkdown()],
  });
  return { root, shift };
}
