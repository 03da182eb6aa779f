import { assert, assertEquals } from "@std/assert";
import { studyCosts } from "../../lib/pipeline/study_costs.ts";
import { studySampling } from "../../lib/pipeline/study_sampling.ts";
import { inFolder, runHere } from "./simulated_run.ts";

Deno.test("studySampling() chooses the study's own subset, with a random arm of its size", async () => {
  await inFolder(async (folder) => {
    const { run } = await runHere(folder, 12);
    const { curve, subset, randomArm, eligible } = await studySampling(run, folder);
    assertEquals(subset.map(({ query }) => query), run.subset.rows.map(({ query }) => query));
    assertEquals(randomArm.length, subset.length);
    assertEquals(eligible, run.high.length);
    assert(curve[0]!.kept > curve.at(-1)!.kept);
    const costs = await studyCosts(folder);
    assert((costs.array("answers") as number[]).every((n) => n > 0));
  });
});
