import { assertEquals } from "@std/assert";
import { parseMarkdown } from "../../lib/spec/markdown.ts";

const types = (source: string) => parseMarkdown(source).root.children.map(({ type }) => type);

Deno.test("parseMarkdown() reads front matter as such, not as an underlined heading", () => {
  assertEquals(types("---\ntitle: A\nauthor: B\n---\n# C\n"), ["yaml", "heading"]);
});

Deno.test("parseMarkdown() reads lines between --- further down as Markdown does", () => {
  assertEquals(types("A\n\n---\n\nB\n---\n"), ["paragraph", "thematicBreak", "heading"]);
});

Deno.test("parseMarkdown() says how far a byte order mark shifts the offsets", () => {
  const { root, shift } = parseMarkdown("\ufeff# A");
  assertEquals([shift, root.children[0]?.position?.start.offset], [1, 0]);
  assertEquals(parseMarkdown("# A").shift, 0);
});
