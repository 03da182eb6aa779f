import { assert, assertEquals } from "@std/assert";
import { askUnderSpec } from "../../lib/pipeline/repair_side.ts";
import { openEngine } from "../../lib/pipeline/open_engine.ts";
import { readResponses } from "../../lib/scoring/response_rows.ts";
import { parseSpec } from "../../lib/spec/parse.ts";
import { openStudy } from "../../lib/study/study.ts";
import { inFolder, runHere } from "./simulated_run.ts";

Deno.test("askUnderSpec() asks under the spec, on the study's rubrics, and has the answers judged", () =>
  inFolder(async (folder) => {
    const { run } = await runHere(folder, 3);
    const queries = run.queries.slice(0, 2);
    const asks = {
      config: run.config,
      scenarios: run.scenarios,
      rubrics: run.rubrics,
      queries,
      models: run.config.panel.slice(0, 3),
      judges: run.config.complianceJudges!.slice(0, 2),
    };
    await using study = await openStudy(folder);
    await using opened = await openEngine(study);
    const spec = parseSpec("# Truth {#truth}\n\nSay all.\n");
    const before = await study.journal.totals();
    const side = await askUnderSpec(opened.engine, spec, "here", asks);
    assertEquals(side.responses.length, 2 * 3);
    assertEquals(side.positions.length, 2 * 3);
    assertEquals(side.verdicts.length, 2 * 3 * 2);
    assert(side.positions.some(({ outcome }) => outcome === "answered"));
    const asked = async (stage: string, totals = study.journal.totals()) =>
      (await totals).filter((t) => t.stage === stage).reduce((sum, t) => sum + t.completions, 0);
    const earlier = await asked("respond", Promise.resolve(before));
    assertEquals(await asked("respond") - earlier, 6);
    const prompts = new Set<string>();
    for await (const { call } of study.journal.completions({ stage: "respond" })) {
      prompts.add(call.messages[0]!.role === "system" ? call.messages[0]!.content : "");
    }
    assertEquals(prompts.size, 2);
    assert([...prompts].some((prompt) => prompt.includes("Say all.")));
    assertEquals((await readResponses(opened.engine, side.responses)).length, 6);
  }));
