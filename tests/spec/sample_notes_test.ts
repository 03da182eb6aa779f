import { assert, assertEquals } from "@std/assert";
import { AUTHORITIES } from "../../lib/spec/clause.ts";
import { diffSpecs } from "../../lib/spec/diff.ts";
import { applyEdits } from "../../lib/spec/edit.ts";
import { GAP_KINDS } from "../../lib/spec/gap.ts";
import { readSpec } from "../../lib/spec/read.ts";
import { plantedGapSchema, sampleNotesSchema } from "../../lib/spec/sample_notes.ts";

const url = (path: string) => new URL(`../../${path}`, import.meta.url);
const spec = await readSpec(url("data/sample_spec.md").pathname, { authorities: AUTHORITIES });
const notes = sampleNotesSchema.parse(
  JSON.parse(await Deno.readTextFile(url("data/sample_spec.notes.json"))),
);
const clauseOf = (id: string) => spec.clauses.find((clause) => clause.id === id);

Deno.test("sampleNotesSchema finds at least three contradictions, silences and vague clauses", () => {
  const count = (kind: string) => notes.gaps.filter((gap) => gap.kind === kind).length;
  for (const kind of ["contradiction", "silence", "ambiguity"]) assert(count(kind) >= 3, kind);
  assert(GAP_KINDS.every((kind) => count(kind) > 0));
  assertEquals(new Set(notes.gaps.map(({ id }) => id)).size, notes.gaps.length);
  const pairs = notes.gaps.map(({ categories }) => [...categories].sort().join());
  assertEquals(new Set(pairs).size, pairs.length);
});

Deno.test("sampleNotesSchema refuses a gap without a mend", () => {
  assert(!plantedGapSchema.safeParse({ ...notes.gaps[0], mend: [] }).success);
  assert(!plantedGapSchema.safeParse({ ...notes.gaps[0], kind: "typo" }).success);
});

Deno.test("the sample spec has some thirty clauses, each with its own id", () => {
  assert(spec.clauses.length >= 25 && spec.clauses.length <= 35);
  assert(spec.clauses.every((clause) => !clause.derived));
  assertEquals(new Set(spec.clauses.map(({ authority }) => authority)).size, 5);
});

Deno.test("the notes speak of clauses that the sample has, and of every one with an authority", () => {
  const ruling = spec.clauses.filter(({ authority }) => authority !== null).map(({ id }) => id);
  assertEquals(Object.keys(notes.speaks_for).sort(), ruling.sort());
  for (const gap of notes.gaps) for (const id of gap.clauses) assert(clauseOf(id), id);
});

Deno.test("the two clauses of a planted contradiction have one authority and speak for a category each", () => {
  for (const gap of notes.gaps.filter(({ kind }) => kind === "contradiction")) {
    const [a, b] = gap.clauses;
    assertEquals(gap.clauses.length, 2);
    assertEquals(clauseOf(a ?? "")?.authority, clauseOf(b ?? "")?.authority);
    assert(notes.speaks_for[a ?? ""]?.includes(gap.categories[0]));
    assert(notes.speaks_for[b ?? ""]?.includes(gap.categories[1]));
  }
});

Deno.test("no clause speaks for either category of a planted silence", () => {
  const spoken = new Set(Object.values(notes.speaks_for).flat());
  for (const gap of notes.gaps.filter(({ kind }) => kind === "silence")) {
    assertEquals(gap.clauses, []);
    assert(gap.categories.every((category) => !spoken.has(category)));
  }
});

Deno.test("the vague words stand in their clause and not in its mend", () => {
  for (const gap of notes.gaps) {
    assertEquals(gap.words.length > 0, gap.kind === "ambiguity");
    const mended = applyEdits(spec, gap.mend).spec;
    for (const word of gap.words) {
      const id = gap.clauses[0] ?? "";
      assert(clauseOf(id)?.text.includes(word), `${id}: ${word}`);
      assert(!mended.clauses.find((clause) => clause.id === id)?.text.includes(word), word);
    }
  }
});

Deno.test("each mend touches just its gap's clauses, or adds one, and all mends fit together", () => {
  for (const gap of notes.gaps) {
    const { spec: mended, touched } = applyEdits(spec, gap.mend);
    const changes = diffSpecs(spec, mended).clauses;
    if (gap.kind === "silence") assertEquals(changes.map(({ kind }) => kind), ["added"]);
    else {
      assertEquals([...touched].sort(), [...gap.clauses].sort());
      assert(changes.every((c) => c.kind === "changed" && c.aspects.join() === "text"));
    }
  }
  const whole = applyEdits(spec, notes.gaps.flatMap(({ mend }) => mend)).spec;
  const silences = notes.gaps.filter(({ kind }) => kind === "silence").length;
  assertEquals(whole.clauses.length, spec.clauses.length + silences);
});

Deno.test("every link of the sample and of its mends leads to a clause", () => {
  const whole = applyEdits(spec, notes.gaps.flatMap(({ mend }) => mend)).spec;
  const ids = new Set(whole.clauses.map(({ id }) => id));
  const links = [...whole.source.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id ?? "");
  assert(links.length > 5);
  assertEquals(links.filter((id) => !ids.has(id)), []);
});

const tree = url("../shared/data/taxonomy/values_tree.csv");
const noTree = !await Deno.stat(tree).then((info) => info.isFile, () => false);
Deno.test({
  name: `the notes name categories of the real taxonomy${
    noTree ? " (skipped: it is not in ../shared/data)" : ""
  }`,
  ignore: noTree,
  async fn() {
    const rows = (await Deno.readTextFile(tree)).split("\r\n");
    const categories = new Set(
      rows.flatMap((row) => /,([^,]+),2,ai_values:l3:/.exec(row)?.[1] ?? []),
    );
    assertEquals(categories.size, 26);
    const named = [
      ...Object.values(notes.speaks_for).flat(),
      ...notes.gaps.flatMap((g) => g.categories),
    ];
    assertEquals(named.filter((name) => !categories.has(name)), []);
  },
});
