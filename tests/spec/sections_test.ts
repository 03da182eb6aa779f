import { assertEquals } from "@std/assert";
import { toString } from "mdast-util-to-string";
import { parseMarkdown } from "../../lib/spec/markdown.ts";
import { splitSections } from "../../lib/spec/sections.ts";

const split = (source: string) =>
  splitSections(parseMarkdown(source).root).map(({ heading, blocks, parent }) => [
    toString(heading),
    blocks.length,
    parent,
  ]);

Deno.test("splitSections() takes the last shallower section for the parent, over skipped depths too", () => {
  assertEquals(split("# A\n#### B\n## C\nx\n\ny\n### D\n# E\n## F\n"), [
    ["A", 0, null],
    ["B", 0, 0],
    ["C", 2, 0],
    ["D", 0, 2],
    ["E", 0, null],
    ["F", 0, 4],
  ]);
});

Deno.test("splitSections() begins no section in code, HTML, comments, quotes and lists", () => {
  const source = [
    "# A",
    "```\n# code\n```",
    "    # indented code",
    "<div>\n# html\n</div>",
    "<!--\n\n# comment\n\n-->",
    "> # quote",
    "- # list",
    "\\# escaped, and #hashtag",
    "",
    "B\n=",
  ].join("\n\n");
  assertEquals(split(source).map(([title]) => title), ["A", "B"]);
});

Deno.test("splitSections() leaves out what stands before the first heading", () => {
  assertEquals(split("Intro\n\n# A\n"), [["A", 0, null]]);
});
