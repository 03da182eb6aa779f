import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import type { Spec } from "../../lib/spec/clause.ts";
import { parseSpec } from "../../lib/spec/parse.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { NO_RELEASES, readRelease, RELEASES, releaseUrl } from "./releases.ts";

const join = (spec: Spec) => spec.preamble + spec.clauses.map(({ source }) => source).join("");

/** Headings by a scan of the lines that knows nothing of the parser: outside fences, in the ATX form. */
function scanHeadings(source: string): string[] {
  const found: string[] = [];
  let fence = "";
  for (const line of source.split("\n")) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? "";
    if (fence) {
      if (mark[0] === fence[0] && mark.length >= fence.length && line.trim() === mark) fence = "";
    } else if (mark) fence = mark;
    else if (/^#{1,6} /.test(line)) found.push(line);
  }
  return found;
}

const skipped = NO_RELEASES ? " (skipped: the releases are not in ../shared/data)" : "";

Deno.test({
  name: `parseSpec() finds the clauses of the four real releases${skipped}`,
  ignore: NO_RELEASES,
  fn() {
    const counts = { "2025-02-12": 71, "2025-04-11": 71, "2025-09-12": 77, "2025-12-18": 80 };
    for (const release of RELEASES) {
      const spec = readRelease(release);
      assertEquals(spec.clauses.length, counts[release]);
      const headings = scanHeadings(Deno.readTextFileSync(releaseUrl(release)));
      const rebuilt = spec.clauses.map((clause) => {
        const attributes = Object.entries({
          ...(clause.authority === null ? {} : { authority: clause.authority }),
          ...clause.attributes,
        }).map(([key, value]) => ` ${key}=${value}`).join("");
        return `${"#".repeat(clause.level)} ${clause.title} {#${clause.id}${attributes}}`;
      });
      assertEquals(rebuilt, headings);
      assert(spec.clauses.every((clause) => !clause.derived));
    }
  },
});

Deno.test({
  name: `parseSpec() counts the authorities of the releases as a hand count does${skipped}`,
  ignore: NO_RELEASES,
  fn() {
    const count = (spec: Spec) => {
      const counts: Record<string, number> = {};
      for (const { authority } of spec.clauses) {
        counts[String(authority)] = (counts[String(authority)] ?? 0) + 1;
      }
      return counts;
    };
    const april = { null: 20, platform: 20, developer: 1, user: 12, guideline: 18 };
    assertEquals(count(readRelease("2025-04-11")), april);
    const december = { null: 21, root: 22, system: 3, developer: 1, user: 15, guideline: 18 };
    assertEquals(count(readRelease("2025-12-18")), december);
  },
});

Deno.test({
  name:
    `parseSpec() gives back the releases byte for byte, and lines that hold each clause${skipped}`,
  ignore: NO_RELEASES,
  fn() {
    for (const release of RELEASES) {
      const bytes = Deno.readFileSync(releaseUrl(release));
      const spec = parseSpec(bytes);
      assertEquals(new TextEncoder().encode(join(spec)), bytes);
      const lines = spec.source.split("\n");
      for (const clause of spec.clauses) {
        const { start, end } = clause.lines;
        assertEquals(lines.slice(start - 1, end).join("\n"), clause.source.replace(/\n$/, ""));
        assertEquals(spec.source.indexOf(clause.source), clause.start);
        assert(spec.source.slice(clause.bodyStart).trim().startsWith(clause.text));
        for (const example of clause.examples) {
          assert(lines[example.lines.start - 1]?.startsWith("**Example**"));
          assertEquals(lines[example.lines.end - 1], "~~~");
        }
      }
    }
  },
});

Deno.test({
  name: `parseSpec() reads a known clause of the April release in full${skipped}`,
  ignore: NO_RELEASES,
  fn() {
    const { clauses } = readRelease("2025-04-11");
    const clause = clauses.find(({ id }) => id === "refusal_style");
    assertEquals(clause?.authority, "guideline");
    const privacy = clauses.find(({ id }) => id === "protect_privacy");
    assertEquals([privacy?.parent, privacy?.level], ["restricted_content", 4]);
    assertEquals(clauses.flatMap(({ commentary }) => commentary).length, 20);
    const minors = clauses.find(({ id }) => id === "sexual_content_involving_minors");
    assertEquals(minors?.title, "Never generate sexual content involving minors");
  },
});

Deno.test("parseSpec() makes ids, parents and texts of a plain Markdown spec", () => {
  const source = [
    "---",
    "title: House rules",
    "---",
    "",
    "Some words first.",
    "",
    "House rules",
    "===========",
    "",
    "## Tell the truth ##",
    "",
    "Always.",
    "",
    "```md",
    "## no clause",
    "```",
    "",
    "### Exceptions",
    "",
    "None.",
    "",
    "## Be *brief* & kind",
    "### Exceptions",
    "> ## no clause either",
  ].join("\n");
  const spec = parseSpec(source, { file: "rules.md" });
  assertEquals(
    spec.clauses.map(({ id, title, parent, level, lines }) => [
      id,
      title,
      parent,
      level,
      lines.start,
      lines.end,
    ]),
    [
      ["house_rules", "House rules", null, 1, 7, 9],
      ["tell_the_truth", "Tell the truth", "house_rules", 2, 10, 17],
      ["exceptions", "Exceptions", "tell_the_truth", 3, 18, 21],
      ["be_brief_kind", "Be brief & kind", "house_rules", 2, 22, 22],
      ["be_brief_kind.exceptions", "Exceptions", "be_brief_kind", 3, 23, 24],
    ],
  );
  assert(spec.clauses.every((clause) => clause.derived && clause.authority === null));
  assertEquals(spec.clauses[1]?.text, "Always.\n\n```md\n## no clause\n```");
  assertEquals(spec.preamble, source.slice(0, source.indexOf("House rules\n=")));
  assertEquals(join(spec), source);
});

Deno.test("parseSpec() gives back any document byte for byte, in clauses without a gap", () => {
  const piece = fc.constantFrom(
    "# A",
    "## B {#b}",
    "   ### C {authority=user}",
    "A\n===",
    "```",
    "~~~xml\n# x\n~~~",
    "> # q",
    "- # l",
    "\t# tab",
    "<div>",
    "---",
    "text é 🤖 \u2028",
    "!!! meta\n    x",
    "**Example**: e",
    "",
    " ",
  );
  const end = fc.constantFrom("\n", "\r\n", "\r", "\n\n", "");
  const document = fc.tuple(fc.constantFrom("", "\ufeff"), fc.array(fc.tuple(piece, end)))
    .map(([mark, parts]) => mark + parts.flat().join(""));
  fc.assert(
    fc.property(document, (source) => {
      const bytes = new TextEncoder().encode(source);
      let spec;
      try {
        spec = parseSpec(bytes);
      } catch (error) {
        assert(error instanceof InputError, String(error));
        return;
      }
      assertEquals(new TextEncoder().encode(join(spec)), bytes);
      assertEquals(new Set(spec.clauses.map(({ id }) => id)).size, spec.clauses.length);
      let line = spec.clauses[0]?.lines.start;
      for (const clause of spec.clauses) {
        assertEquals(clause.lines.start, line);
        line = clause.lines.end + 1;
        assert(clause.parent === null || spec.clauses.some(({ id }) => id === clause.parent));
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("parseSpec() names file and line of what it cannot read", () => {
  const message = (source: string | Uint8Array, authorities?: string[]) =>
    assertThrows(
      () => parseSpec(source, { file: "s.md", ...(authorities ? { authorities } : {}) }),
      InputError,
    ).message;
  assertEquals(
    message(""),
    "s.md, line 1: Expected a spec in Markdown but found an empty document",
  );
  assertEquals(message(" \n\t\n"), message(""));
  assertEquals(
    message("Just words.\n\n```\n# code\n```\n"),
    's.md, line 1: Expected at least one heading, since a heading begins each clause, but found none: put one, such as "## Be honest", above each rule',
  );
  assertEquals(
    message("# A {#x}\n\ntext\n\n## B {#x}\n"),
    's.md, line 5: Expected every clause id once but found "x" again (it is on line 1)',
  );
  assertEquals(
    message("# A {#x authority=guidline}\n", ["user", "guideline"]),
    's.md, line 1: Expected an authority among user, guideline but found "guidline"',
  );
  assert(message("# A\n\0").startsWith("s.md, line 2: Expected text but found a zero byte"));
  assert(message(new Uint8Array([0x23, 0x20, 0xff])).startsWith("s.md, line 1: Expected text in"));
  assert(message("# A\n\n# B {#b authority=}\n").startsWith("s.md, line 3: Expected attributes"));
});
