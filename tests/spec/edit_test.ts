import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { diffSpecs } from "../../lib/spec/diff.ts";
import { applyEdit, applyEdits, editSchema } from "../../lib/spec/edit.ts";
import type { Edit } from "../../lib/spec/edit.ts";
import { parseSpec } from "../../lib/spec/parse.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { NO_RELEASES, readRelease } from "./releases.ts";

const SOURCE = [
  "Before.",
  "",
  "# Truth {#truth}",
  "",
  "## Do not *lie* {#lie .rule authority=user tags=x}",
  "",
  "    Never.",
  "",
  "## Say it {#say}",
  "# Care",
  "",
  "Be kind.",
  "",
].join("\n");
const spec = parseSpec(SOURCE, { file: "s.md" });

const edited = (edit: Edit) => applyEdit(spec, edit).spec.source;

Deno.test("applyEdit() replaces a text and nothing else", () => {
  assertEquals(
    edited({ kind: "amend", clause: "care", text: "  Be kind,\nalways.\n\n" }),
    SOURCE.replace("Be kind.", "Be kind,\nalways."),
  );
  assertEquals(
    edited({ kind: "amend", clause: "lie", text: "Never lie." }),
    SOURCE.replace("    Never.", "Never lie."),
  );
});

Deno.test("applyEdit() gives a text to a clause without one, and takes one away", () => {
  assertEquals(
    edited({ kind: "amend", clause: "say", text: "Say it." }),
    SOURCE.replace("{#say}\n", "{#say}\n\nSay it.\n\n"),
  );
  const bare = applyEdit(spec, { kind: "amend", clause: "care", text: "" }).spec;
  assertEquals([bare.clauses.length, bare.clauses.at(-1)?.text], [4, ""]);
});

Deno.test("applyEdit() gives another authority or title, keeping the id and other attributes", () => {
  assertEquals(
    edited({ kind: "amend", clause: "lie", authority: "platform" }),
    SOURCE.replace(
      "## Do not *lie* {#lie .rule authority=user tags=x}",
      "## Do not lie {#lie authority=platform .rule tags=x}",
    ),
  );
  assertEquals(
    edited({ kind: "amend", clause: "care", title: "Kindness [1]" }),
    SOURCE.replace("# Care", "# Kindness \\[1\\] {#care}"),
  );
  const without = applyEdit(spec, { kind: "amend", clause: "lie", authority: null });
  assertEquals(without.spec.clauses[1]?.authority, null);
});

Deno.test("applyEdit() adds a clause behind another and what stands under it", () => {
  const fresh = { title: "New", authority: "user", text: "Text." } as const;
  const middle = applyEdit(spec, { kind: "add", clause: "new", after: "truth", ...fresh });
  assertEquals(middle.touched, ["new"]);
  assertEquals(
    middle.spec.source,
    SOURCE.replace("{#say}\n", "{#say}\n\n# New {#new authority=user}\n\nText.\n\n"),
  );
  assertEquals(
    edited({ kind: "add", clause: "new", after: "care", ...fresh }),
    `${SOURCE}\n# New {#new authority=user}\n\nText.\n`,
  );
});

Deno.test("applyEdit() removes a clause with all that stand under it", () => {
  const { spec: after, touched } = applyEdit(spec, { kind: "remove", clause: "truth" });
  assertEquals(touched, ["truth", "lie", "say"]);
  assertEquals(after.source, "Before.\n\n# Care\n\nBe kind.\n");
});

Deno.test("applyEdit() keeps the line ends of the document", () => {
  const windows = parseSpec("# A\r\n\r\nOne.\r\n");
  const after = applyEdit(windows, { kind: "amend", clause: "a", text: "One\ntwo." });
  assertEquals(after.spec.source, "# A\r\n\r\nOne\r\ntwo.\r\n");
});

Deno.test("applyEdit() refuses a text that reaches beyond its clause", () => {
  for (const text of ["A\n\n# B", "B\n===", "```\nopen", "<!-- open", "~~~xml\n<user>"]) {
    for (const kind of ["amend", "add"] as const) {
      const edit: Edit = kind === "amend"
        ? { kind, clause: "lie", text }
        : { kind, clause: "new", after: "lie", title: "New", authority: null, text };
      const error = assertThrows(
        () => applyEdit(spec, edit),
        InputError,
        "stays within its clause",
      );
      assertEquals(error.where, { file: "s.md", field: edit.clause });
    }
  }
});

Deno.test("applyEdit() says in a sentence what an edit lacks, and where", () => {
  const message = (edit: object) =>
    assertThrows(() => applyEdit(spec, edit as Edit), InputError).message;
  assertEquals(
    message({ kind: "add", clause: "new" }),
    "s.md, edit.after: Expected a text but found none",
  );
  assertEquals(
    message({ kind: "amend", clause: "two words" }),
    's.md, edit.clause: Expected an id without spaces, quotes, braces, # and = but found "two words"',
  );
  assertEquals(
    message({ kind: "drop" }),
    's.md, edit.kind: Expected one of "amend", "add", "remove" but found "drop"',
  );
});

Deno.test("applyEdit() refuses an edit of what is not there, or there already", () => {
  const message = (edit: Edit) => assertThrows(() => applyEdit(spec, edit), InputError).message;
  assertEquals(
    message({ kind: "remove", clause: "no" }),
    "s.md, no: Expected the id of a clause of the spec but it has none such",
  );
  assert(message({ kind: "amend", clause: "no", text: "x" }).startsWith("s.md, no: "));
  const add = { kind: "add", title: "T", authority: null, text: "x" } as const;
  assert(message({ ...add, clause: "new", after: "no" }).startsWith("s.md, no: "));
  assert(message({ ...add, clause: "lie", after: "care" }).includes("the spec has it already"));
  assert(message({ ...add, clause: "a b", after: "care" }).includes("an id without spaces"));
  const one = parseSpec("# A\n");
  assertThrows(() => applyEdit(one, { kind: "remove", clause: "a" }), InputError, "to stay");
});

Deno.test("applyEdits() folds edits and names every touched clause once", () => {
  const { spec: after, touched } = applyEdits(spec, [
    { kind: "amend", clause: "lie", text: "No." },
    { kind: "add", clause: "new", after: "lie", title: "N", authority: null, text: "n" },
    { kind: "amend", clause: "new", text: "m" },
    { kind: "amend", clause: "lie", authority: "developer" },
  ]);
  assertEquals(touched, ["lie", "new"]);
  assertEquals(after.clauses.find(({ id }) => id === "new")?.text, "m");
  assertEquals(applyEdits(spec, []).spec, spec);
});

Deno.test("editSchema takes an edit as a model would write it, and nothing more", () => {
  assert(editSchema.safeParse({ kind: "amend", clause: "a", text: "x" }).success);
  for (
    const edit of [
      { kind: "amend" },
      { kind: "amend", clause: "a", text: "x", more: 1 },
      { kind: "amend", clause: "a}", text: "x" },
      { kind: "amend", clause: "a", authority: "two words" },
      { kind: "rewrite", clause: "a" },
    ]
  ) assert(!editSchema.safeParse(edit).success);
});

Deno.test("applyEdit() changes just what diffSpecs() then finds", () => {
  const text = fc.array(fc.constantFrom("never", "lie", ".", "\n\n", "- item", "`code`", "é"))
    .map((parts) => parts.join(" ").trim());
  const clause = fc.constantFrom("truth", "lie", "say", "care");
  fc.assert(fc.property(clause, text, (id, text) => {
    const { spec: after } = applyEdit(spec, { kind: "amend", clause: id, text });
    const changes = diffSpecs(spec, after).clauses;
    const before = spec.clauses.find((c) => c.id === id)?.text;
    if (before === text) assertEquals(after.source, SOURCE);
    else {
      assertEquals(changes.map((c) => c.kind === "changed" && [c.after.id, ...c.aspects]), [
        [id, "text"],
      ]);
    }
    assertEquals(after.clauses.find((c) => c.id === id)?.text, text);
  }));
});

const skipped = NO_RELEASES ? " (skipped: the releases are not in ../shared/data)" : "";
Deno.test({
  name: `applyEdit() amends any clause of a real release alone${skipped}`,
  ignore: NO_RELEASES,
  fn() {
    const release = readRelease("2025-12-18");
    for (const { id } of release.clauses.filter((_, i) => i % 8 === 0)) {
      const { spec: after } = applyEdit(release, { kind: "amend", clause: id, text: "New text." });
      const changes = diffSpecs(release, after).clauses;
      assertEquals(changes.map((c) => c.kind === "changed" && c.after.id), [id]);
      assertEquals(after.clauses.map((c) => c.id), release.clauses.map((c) => c.id));
    }
  },
});
