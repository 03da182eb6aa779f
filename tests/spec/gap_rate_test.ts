import { assert, assertEquals, assertGreater, assertThrows } from "@std/assert";
import { diagnose } from "../../lib/spec/diagnosis.ts";
import type { Finding } from "../../lib/spec/finding.ts";
import { gapRate } from "../../lib/spec/gap_rate.ts";
import { readSpec } from "../../lib/spec/read.ts";
import { type PlantedGap, sampleNotesSchema } from "../../lib/spec/sample_notes.ts";
import { categoryTopic } from "../../lib/spec/silence.ts";
import { measure } from "./planted.ts";

const data = (name: string) => new URL(`../../data/${name}`, import.meta.url).pathname;
const spec = await readSpec(data("sample_spec.md"));
const notes = sampleNotesSchema.parse(
  JSON.parse(await Deno.readTextFile(data("sample_spec.notes.json"))),
);
const measured = measure(notes, notes.gaps, "1", "before");
const options = { topicOf: categoryTopic(measured.pairs) };

function isOf(finding: Finding, gap: PlantedGap): boolean {
  if (finding.kind !== gap.kind) return false;
  return gap.kind === "silence"
    ? finding.topic === [...gap.categories].sort().join(" × ")
    : finding.clauses.toSorted().join() === [...gap.clauses].sort().join();
}

Deno.test("gapRate() is the score of the diagnosis, for a gap of every kind", () => {
  const { findings } = diagnose({ spec, ...measured }, options);
  for (const finding of findings) {
    assertEquals(gapRate(finding, { spec, ...measured }, options), finding.score, finding.kind);
  }
  assertEquals(new Set(findings.map(({ kind }) => kind)).size, 4);
});

Deno.test("gapRate() has fewer hits where the gap was mended", () => {
  for (const kind of ["contradiction", "silence", "ambiguity", "granularity"]) {
    const gap = notes.gaps.find((one) => one.kind === kind)!;
    const own = diagnose({ spec, ...measured }, options).findings.find((one) => isOf(one, gap))!;
    const planted = notes.gaps.filter((one) => one !== gap);
    const after = measure(notes, planted, "1", "after");
    const left = gapRate(own, { spec, ...after }, { topicOf: categoryTopic(after.pairs) });
    const [before, now] = [own.score, left].map(({ n, estimate }) => n === 0 ? 0 : estimate * n);
    assertGreater(before!, 3 * now!, gap.id);
  }
});

Deno.test("gapRate() has no estimate without a case, and knows clauses in any order", () => {
  const [first] = diagnose({ spec, ...measured }, options).findings;
  const backwards = { ...first!, clauses: first!.clauses.toReversed() };
  assertEquals(gapRate(backwards, { spec, ...measured }, options), first!.score);
  const none = gapRate({ kind: "ambiguity", clauses: ["gone"], topic: null }, {
    spec,
    ...measured,
  });
  assertEquals([none.n, none.clusters], [0, 0]);
  assert(Number.isNaN(none.estimate));
});

Deno.test("gapRate() takes no two verdicts of a judge on one response", () => {
  const verdicts = [...measured.verdicts];
  const twice = [...verdicts, verdicts[0]!];
  const [first] = diagnose({ spec, ...measured }, options).findings;
  assertThrows(() => gapRate(first!, { spec, ...measured, verdicts: twice }), RangeError);
});
