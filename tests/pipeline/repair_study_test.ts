import {
  assert,
  assertEquals,
  assertGreater,
  assertGreaterOrEqual,
  assertLess,
  assertLessOrEqual,
  assertRejects,
} from "@std/assert";
import { gapUnderEdit } from "../../lib/pipeline/gap_under_edit.ts";
import { openEngine } from "../../lib/pipeline/open_engine.ts";
import { repairSplit } from "../../lib/pipeline/repair_split.ts";
import { repairStudy } from "../../lib/pipeline/repair_study.ts";
import { runStudy, type StudyRun } from "../../lib/pipeline/run_study.ts";
import type { RepairChange } from "../../lib/spec/compare_repairs.ts";
import { proposeEdit } from "../../lib/spec/propose_edit.ts";
import { sampleNotesSchema } from "../../lib/spec/sample_notes.ts";
import {
  simulatedEmbedderModel,
  simulatedGenerators,
  simulatedJudges,
  simulatedPanel,
} from "../../lib/simulation/models.ts";
import { parseStudyConfig } from "../../lib/study/config.ts";
import { openSqliteJournal } from "../../lib/study/sqlite_journal.ts";
import notes from "../../data/sample_spec.notes.json" with { type: "json" };

const gap = sampleNotesSchema.parse(notes).gaps.find((g) => g.id === "firm_against_fairness")!;

Deno.test("repairStudy() on the simulated panel", async (t) => {
  await withStudy(async (run, { engine }, served) => {
    const cases = run.high.filter((row) =>
      row.category1 !== row.category2 &&
      [row.category1, row.category2].every((category) => gap.categories.includes(category))
    ).map((row) => row.query);
    const options = { queries: cases, untouched: 6, heldOutFraction: 0.4 };

    await t.step("closes a planted gap by its mend", async () => {
      const repair = await repairStudy(run, gap.mend, engine, options);
      const { clauses, split, comparison } = repair;
      assertEquals(clauses, gap.clauses);
      assert(cases.every((query) => !split.untouched.includes(query)));
      assertCloses(comparison.touched);
      const finding = { kind: gap.kind, clauses: gap.clauses, topic: null };
      for (const { set, before, after } of gapUnderEdit(run, finding, repair)) {
        assertGreater(before.estimate, 0.8, set);
        assertLess(after.n === 0 ? 0 : after.estimate * after.n, before.estimate * before.n, set);
      }
      // Some of the held-out queries only cite an edited clause, and have no gap to close.
      assertLess(comparison.heldOut.disagreement.change.estimate, 0);
      assertEquals(comparison.untouched.queries, 6);
      assertHasNoEffect(comparison.untouched);
    });

    await t.step("closes it on held-out cases of the gap too", async () => {
      const before = served();
      const narrow = { ...options, narrow: true, untouched: 0 };
      const { split, comparison } = await repairStudy(run, gap.mend, engine, narrow);
      assertEquals([...split.touched, ...split.heldOut].toSorted(), cases.toSorted());
      assertCloses(comparison.touched);
      assertCloses(comparison.heldOut);
      // All of it was asked before, with other queries beside it.
      assertEquals(served(), before);
    });

    await t.step("asks nothing when it is repeated", async () => {
      const before = served();
      const again = await repairStudy(run, gap.mend, engine, options);
      assertEquals(served(), before);
      assertLess(again.comparison.touched.disagreement.change.high, 0);
    });

    await t.step("shows no effect of an irrelevant edit on the same queries", async () => {
      const edit = {
        kind: "amend" as const,
        clause: "method",
        text: "In work of many steps, Tern first states the plan, then carries it out in order.",
      };
      const before = served();
      const { comparison } = await repairStudy(run, edit, engine, options);
      assertGreater(served(), before);
      assertGreater(comparison.touched.disagreement.before, 1.5);
      for (const part of Object.values(comparison)) assertHasNoEffect(part);
    });

    await t.step("closes a gap by the edits that a model proposes for it", async () => {
      const { spec, verdicts, diagnosis } = run.compliance!;
      const finding = diagnosis.findings.find(({ kind, clauses }) =>
        kind === "contradiction" && clauses.every((id) => gap.clauses.includes(id))
      )!;
      const { heldOut } = repairSplit(verdicts, [], { ...options, finding, seed: 1 });
      const [model] = simulatedJudges;
      const { scenarios } = run;
      const asked = { spec, finding, model: model!, scenarios, heldOut };
      const { outcome, edits, seen } = await proposeEdit(engine, asked);
      assertEquals(outcome, "answered");
      const repair = await repairStudy(run, edits, engine, { ...options, finding, seen });
      assertEquals(repair.clauses.toSorted(), gap.clauses.toSorted());
      assert(seen.every((query) => !repair.split.heldOut.includes(query)));
      assertCloses(repair.comparison.touched);
      assertLess(repair.comparison.heldOut.disagreement.change.estimate, 0);
    });

    await t.step("asks every chosen model and judge once per query and side", async () => {
      const models = ["grok_4", "o3"];
      const repair = await repairStudy(run, gap.mend, engine, { models, heldOutFraction: 0 });
      assertEquals(repair.models.toSorted(), models);
      assertEquals(repair.split.heldOut, []);
      const queries = repair.split.touched.length;
      for (const side of [repair.underBefore, repair.underAfter]) {
        assertEquals(side.responses.length, queries * 2);
        assertEquals(side.positions.length, queries * 2);
        assertEquals(side.verdicts.length, queries * 2 * 3);
      }
    });

    await t.step("throws on an unknown model and on a study without a spec", async () => {
      await assertRejects(
        () => repairStudy(run, gap.mend, engine, { models: ["o4"] }),
        RangeError,
        'Expected the key of a model of the panel but found "o4"',
      );
      await assertRejects(
        () => repairStudy({ ...run, compliance: null }, gap.mend, engine),
        RangeError,
        "Expected a study with a spec and compliance judges but found none",
      );
    });
  });
});

function assertCloses({ disagreement, compliance, agreement }: RepairChange): void {
  assertGreater(disagreement.before, 1.5);
  assertGreaterOrEqual(disagreement.change.clusters, 3);
  assertLess(disagreement.change.high, 0);
  assertGreater(compliance.change.low, 0);
  assertGreater(agreement.change.low, 0);
}

function assertHasNoEffect({ disagreement, compliance, agreement }: RepairChange): void {
  for (const { change } of [disagreement, compliance, agreement]) {
    assertLessOrEqual(change.low, 0);
    assertGreaterOrEqual(change.high, 0);
  }
}

/** Those of the gap and of another one, so that many pairs fall into either. */
const CATEGORIES = [
  ...gap.categories,
  "Artistic expression and appreciation",
  "Cultural respect and tradition",
];

async function withStudy(
  body: (
    run: StudyRun,
    engine: Awaited<ReturnType<typeof openEngine>>,
    served: () => number,
  ) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const root = new URL("../../", import.meta.url).pathname;
  try {
    const [header, ...values] = (await Deno.readTextFile(`${root}data/sample_taxonomy.csv`))
      .trimEnd().split("\n");
    const kept = values.filter((line) => CATEGORIES.some((category) => line.includes(category)));
    await Deno.writeTextFile(`${folder}/values.csv`, [header, ...kept, ""].join("\n"));
    const config = parseStudyConfig({
      name: "repair",
      seed: 1,
      simulated: true,
      taxonomy: "values.csv",
      pairs: 80,
      generators: simulatedGenerators,
      panel: simulatedPanel,
      rubricJudge: simulatedJudges[0],
      positionJudges: [simulatedJudges[1]],
      embedder: { model: simulatedEmbedderModel, dimensions: 32 },
      spec: `${root}data/sample_spec.md`,
      complianceJudges: simulatedJudges,
    }, "study.json");
    await using journal = await openSqliteJournal(`${folder}/journal.sqlite`);
    await using engine = await openEngine({ config, folder, journal });
    const run = await runStudy(config, folder, engine.engine);
    await body(run, engine, () => engine.simulation!.served);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
