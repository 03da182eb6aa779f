import { assertEquals, assertGreater, assertStringIncludes } from "@std/assert";
import { planMend, planText, splitLine } from "../../lib/cli/study_mend_plan.ts";
import { openStudy } from "../../lib/study/study.ts";
import { inFolder, runHere } from "../pipeline/simulated_run.ts";

Deno.test("planMend() counts the call that writes the edits, and both sides of the spec", () =>
  inFolder(async (folder) => {
    const { run } = await runHere(folder, 24);
    const [finding] = run.compliance!.diagnosis.findings;
    await using open = await openStudy(folder, { readOnly: true });
    const how = { finding: finding!, models: ["o3"], narrow: true };
    const plan = await planMend(open, run, null, finding!, how);
    assertEquals(plan.edited, false);
    assertEquals(plan.calls[0], {
      stage: "repair",
      model: run.config.labelJudge!.key,
      calls: 1,
      left: 1,
    });
    const { touched, heldOut } = plan.split;
    const [respond] = plan.calls.filter(({ stage }) => stage === "respond");
    assertEquals(respond!.calls, 2 * (touched.length + heldOut.length));
    assertGreater(plan.estimate.usd!, 0);
    const text = planText(plan, true);
    assertStringIncludes(text, splitLine(plan.split));
    assertStringIncludes(text, "The study is simulated");
  }));
