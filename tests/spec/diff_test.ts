import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Spec } from "../../lib/spec/clause.ts";
import { diffSpecs } from "../../lib/spec/diff.ts";
import type { Aspect, ClauseChange } from "../../lib/spec/diff.ts";
import { parseSpec } from "../../lib/spec/parse.ts";
import { NO_RELEASES, readRelease } from "./releases.ts";

/** `+id`, `-id`, or `id>id aspects`. */
function short(change: ClauseChange): string {
  if (change.kind === "added") return `+${change.after.id}`;
  if (change.kind === "removed") return `-${change.before.id}`;
  return `${change.before.id}>${change.after.id} ${change.aspects.join()}`;
}

const changes = (before: string, after: string) =>
  diffSpecs(parseSpec(before), parseSpec(after)).clauses.map(short);

Deno.test("diffSpecs() tells each aspect of a change", () => {
  const cases: [string, string, string][] = [
    ["# A {#a}\nx", "# A {#z}\nx", "a>z renamed"],
    ["# A {#a}", "# B {#a}", "a>a retitled"],
    ["# A {#a}", "## A {#a}", "a>a level"],
    ["# A {#a authority=user}", "# A {#a}", "a>a authority"],
    ["# A {#a}", "# A {#a tags=x}", "a>a attributes"],
    ["# A {#a}\nx", "# A {#a}\ny", "a>a text"],
  ];
  for (const [before, after, expected] of cases) assertEquals(changes(before, after), [expected]);
});

Deno.test("diffSpecs() calls a clause moved under another parent, not under its renamed parent", () => {
  const before = "# P {#p}\nparent\n## C {#c}\nchild\n";
  assertEquals(changes(before, "# P {#q}\nparent\n## C {#c}\nchild\n"), ["p>q renamed"]);
  assertEquals(changes(before, "# P {#p}\nparent\n# N {#n}\n## C {#c}\nchild\n"), [
    "+n",
    "c>c moved",
  ]);
  assertEquals(changes(before, "# N {#n}\n## C {#c}\nchild\n"), ["-p", "+n", "c>c moved"]);
});

Deno.test("diffSpecs() puts a removed clause after the one that it followed", () => {
  assertEquals(changes("# A\n# B\nb\n# C\n", "# A\n# C\n# D\nd\n"), ["-b", "+d"]);
  assertEquals(changes("# A\na\n# B\n", "# B\n# C\nc\n"), ["-a", "+c"]);
});

Deno.test("diffSpecs() compares what stands before the first clause", () => {
  const diff = diffSpecs(parseSpec("Old\n# A\n"), parseSpec("New\n# A\n"));
  assertEquals([diff.clauses.length, diff.unchanged], [0, 1]);
  assertEquals(diff.preamble.filter(({ kind }) => kind === "added").map(({ text }) => text), [
    "New",
  ]);
});

const section = fc.record({
  depth: fc.integer({ min: 1, max: 3 }),
  title: fc.constantFrom("Truth", "Care", "Style"),
  authority: fc.constantFrom("", " authority=user", " authority=guideline"),
  text: fc.constantFrom("", "Never lie.", "Be kind to all.", "Tell people the truth, gently."),
});
const spec = fc.uniqueArray(
  fc.tuple(fc.constantFrom("a", "b", "c", "d", "e", "f"), section),
  { minLength: 1, selector: ([id]) => id },
).map((sections) =>
  parseSpec(
    sections.map(([id, { depth, title, authority, text }]) =>
      `${"#".repeat(depth)} ${title} {#${id}${authority}}\n\n${text}\n\n`
    ).join(""),
  )
);

Deno.test("diffSpecs() finds no change between a spec and itself", () => {
  fc.assert(fc.property(spec, (a) => {
    assertEquals(diffSpecs(a, a), { clauses: [], unchanged: a.clauses.length, preamble: [] });
  }));
});

Deno.test("diffSpecs() accounts for every clause of both revisions, and its words give both texts", () => {
  fc.assert(fc.property(spec, spec, (before, after) => {
    const diff = diffSpecs(before, after);
    const of = (kind: ClauseChange["kind"]) => diff.clauses.filter((c) => c.kind === kind).length;
    assertEquals(of("removed") + of("changed") + diff.unchanged, before.clauses.length);
    assertEquals(of("added") + of("changed") + diff.unchanged, after.clauses.length);
    for (const change of diff.clauses) {
      if (change.kind !== "changed") continue;
      assert(change.aspects.length > 0);
      const side = (other: string) =>
        change.words.filter(({ kind }) => kind !== other).map(({ text }) => text).join("");
      if (!change.aspects.includes("text")) assertEquals(change.words, []);
      else {
        assertEquals(side("added"), change.before.text);
        assertEquals(side("removed"), change.after.text);
      }
    }
  }));
});

Deno.test("diffSpecs() turns added into removed when the revisions change places", () => {
  fc.assert(fc.property(spec, spec, (before, after) => {
    const ids = (a: Spec, b: Spec, kind: "added" | "removed") =>
      diffSpecs(a, b).clauses.filter((c) => c.kind === kind).length;
    assertEquals(ids(before, after, "added"), ids(after, before, "removed"));
  }));
});

const skipped = NO_RELEASES ? " (skipped: the releases are not in ../shared/data)" : "";

Deno.test({
  name: `diffSpecs() finds the five edited clauses of April 2025${skipped}`,
  ignore: NO_RELEASES,
  fn() {
    const diff = diffSpecs(readRelease("2025-02-12"), readRelease("2025-04-11"));
    assertEquals(diff.clauses.map(short), [
      "risk_taxonomy>risk_taxonomy text",
      "definitions>definitions text",
      "do_not_facilitate_illicit_behavior>do_not_facilitate_illicit_behavior text",
      "do_not_lie>do_not_lie text",
      "avoid_overstepping>avoid_overstepping text",
    ]);
    assertEquals(diff.unchanged, 66);
    const risk = diff.clauses[0];
    assert(risk?.kind === "changed");
    assertEquals(risk.words.filter(({ kind }) => kind !== "same"), [
      { kind: "added", text: "misalignment, " },
    ]);
  },
});

Deno.test({
  name: `diffSpecs() follows the renames and new authorities of September 2025${skipped}`,
  ignore: NO_RELEASES,
  fn() {
    const { clauses } = diffSpecs(readRelease("2025-04-11"), readRelease("2025-09-12"));
    const changed = clauses.filter((c) => c.kind === "changed");
    const with_ = (aspect: Aspect) => changed.filter(({ aspects }) => aspects.includes(aspect));
    assertEquals(with_("renamed").map(({ before, after }) => `${before.id}>${after.id}`), [
      "protect_privileged_messages>protect_privileged_information",
      "be_kind>love_humanity",
      "be_empathetic>be_responsible",
      "be_engaging>have_conversational_sense",
    ]);
    assertEquals(clauses.filter((c) => c.kind === "removed").map(short), ["-approachable"]);
    assertEquals(
      clauses.filter((c) => c.kind === "added").map(short).join(" "),
      "+red_line_principles +no_other_objectives +scope_of_autonomy +control_side_effects " +
        "+be_interesting_and_interested +be_curious +be_warm",
    );
    const platform = with_("authority").filter(({ before }) => before.authority === "platform");
    assertEquals(platform.length, 20);
    assertEquals(
      platform.filter(({ after }) => after.authority === "system").map(({ after }) => after.id),
      ["comply_with_laws", "no_erotica_or_gore", "use_preset_voice_in_voice_mode"],
    );
    assert(with_("moved").some(({ after }) => after.id === "be_rationally_optimistic"));
  },
});

Deno.test({
  name: `diffSpecs() finds the three new clauses of December 2025${skipped}`,
  ignore: NO_RELEASES,
  fn() {
    const diff = diffSpecs(readRelease("2025-09-12"), readRelease("2025-12-18"));
    const added = diff.clauses.filter((c) => c.kind === "added").map(short);
    assertEquals(added, ["+respect_real_world_ties", "+chatgpt_u18", "+prioritize_teen_safety"]);
    assertEquals(diff.clauses.filter((c) => c.kind === "removed"), []);
    assertEquals(diff.unchanged, 62);
  },
});
