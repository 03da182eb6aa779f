import { assert, assertEquals, assertRejects } from "@std/assert";
import { mendStudy } from "../../lib/pipeline/mend_study.ts";
import { openEngine } from "../../lib/pipeline/open_engine.ts";
import { openStudy } from "../../lib/study/study.ts";
import { inFolder, runHere } from "./simulated_run.ts";

Deno.test("mendStudy() proposes edits without sight of what is held out, and tries them", (t) =>
  inFolder(async (folder) => {
    const { run } = await runHere(folder, 40);
    const findings = run.compliance!.diagnosis.findings.filter(({ queries }) => queries.length > 1);
    const finding = findings.find(({ kind }) => kind === "contradiction") ?? findings[0]!;
    const how = { models: ["o3", "grok_4"], narrow: true, heldOutFraction: 0.5 };
    await using study = await openStudy(folder);

    await t.step("what an offline engine has not seen is not proposed", async () => {
      await using offline = await openEngine(study, { offline: true });
      const { proposal, repair } = await mendStudy(run, finding, offline.engine, how);
      assertEquals([proposal.outcome, proposal.edits, repair], ["not_run", [], null]);
    });

    await t.step(
      "the repair is tried on held-out queries that the model was not shown",
      async () => {
        await using opened = await openEngine(study);
        const { proposal, repair } = await mendStudy(run, finding, opened.engine, how);
        assertEquals(proposal.outcome, "answered");
        assertEquals(proposal.model, run.config.labelJudge!.key);
        assertEquals(repair!.models.toSorted(), ["grok_4", "o3"]);
        assert(proposal.seen.every((query) => !repair!.split.heldOut.includes(query)));
        const before = opened.simulation!.served;
        const again = await mendStudy(run, finding, opened.engine, how);
        assertEquals(opened.simulation!.served, before);
        assertEquals(again.repair!.comparison, repair!.comparison);
      },
    );

    await t.step("a study that was not checked is refused", async () => {
      await using offline = await openEngine(study, { offline: true });
      await assertRejects(
        () => mendStudy({ ...run, compliance: null }, finding, offline.engine),
        RangeError,
        "found none",
      );
    });
  }));
