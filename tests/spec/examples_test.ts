import { assertEquals } from "@std/assert";
import { findExamples } from "../../lib/spec/examples.ts";
import { parseMarkdown } from "../../lib/spec/markdown.ts";
import { NO_RELEASES, readRelease, RELEASES, releaseUrl } from "./releases.ts";

const find = (source: string) =>
  findExamples(parseMarkdown(source).root.children, (start, end) => source.slice(start, end));

Deno.test("findExamples() reads a titled conversation with its lines", () => {
  const [example, ...more] = find(
    "Rule.\n\n**Example**: see [?](#lie) *now*\n\n~~~xml\n<user>\nHi\n</user>\n~~~\n",
  );
  assertEquals(more, []);
  assertEquals(example?.title, "see [?](#lie) *now*");
  assertEquals(example?.language, "xml");
  assertEquals(example?.turns.map(({ role, text }) => [role, text]), [["user", "Hi"]]);
  assertEquals(example?.lines, { start: 3, end: 9 });
});

Deno.test("findExamples() knows the marks of plain Markdown, with lists and quotes as bodies", () => {
  const examples = find(
    "Example: one line.\n\n*Example 2.* two\n\n> quoted\n\n__Examples:__\n\n- a\n- b\n\nEnd.\n",
  );
  assertEquals(examples.map(({ title, text }) => [title, text]), [
    ["one line.", ""],
    ["two", "> quoted"],
    ["", "- a\n- b"],
  ]);
});

Deno.test("findExamples() leaves prose about examples alone", () => {
  assertEquals(find("Examples of this are:\n\n- a\n\n**Examples matter** here.\n\n- b\n"), []);
});

const skipped = NO_RELEASES ? " (skipped: the releases are not in ../shared/data)" : "";
Deno.test({
  name: `findExamples() finds every example and answer of the real releases${skipped}`,
  ignore: NO_RELEASES,
  fn() {
    for (const release of RELEASES) {
      const source = Deno.readTextFileSync(releaseUrl(release));
      const count = (pattern: RegExp) => [...source.matchAll(pattern)].length;
      const examples = readRelease(release).clauses.flatMap((clause) => clause.examples);
      const turns = examples.flatMap((example) => example.turns);
      assertEquals(examples.length, count(/^\*\*Example\*\*: /gm));
      assertEquals(examples.filter((example) => example.turns.length === 0), []);
      assertEquals(turns.filter((t) => t.label === "good").length, count(/<!-- GOOD/g));
      assertEquals(turns.filter((t) => t.label === "ok").length, count(/<!-- OK/g));
      assertEquals(turns.filter((t) => t.label === "bad").length, count(/<!-- BAD/g));
      assertEquals(
        turns.filter((t) => t.role === "assistant").length,
        count(/^\s?\*?<assistant/gm),
      );
    }
  },
});
