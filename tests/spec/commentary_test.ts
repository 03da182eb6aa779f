import { assertEquals } from "@std/assert";
import { findCommentary } from "../../lib/spec/commentary.ts";
import { parseMarkdown } from "../../lib/spec/markdown.ts";

const find = (source: string) =>
  findCommentary(parseMarkdown(source).root.children, (start, end) => source.slice(start, end));

Deno.test("findCommentary() gathers the indented paragraphs of a block", () => {
  const block = '!!! meta "Commentary"\n    One.\n\n    Two.';
  assertEquals(find(`Rule.\n\n${block}\n\nRule again.\n\n    code\n`), [block]);
});

Deno.test("findCommentary() ends at a fenced block and begins anew at the next mark", () => {
  const found = find("!!! note\n    A.\n\n```\nx\n```\n\n    not part\n\n!!! note\n    B.\n");
  assertEquals(found, ["!!! note\n    A.", "!!! note\n    B."]);
});

Deno.test("findCommentary() finds none in plain prose", () => {
  assertEquals(find("Stop!!! Now.\n\n    code\n"), []);
});
