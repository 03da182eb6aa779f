import { assertEquals, assertStringIncludes } from "@std/assert";
import { drawAll } from "../../lib/pipeline/drawing.ts";
import { positionDrawings } from "../../lib/pipeline/position_drawings.ts";
import { analyseStudy } from "../../lib/pipeline/study_analysis.ts";
import { simulatedRun } from "./simulated_run.ts";

Deno.test("positionDrawings() draws the noise floor only where something is repeated", async () => {
  const { run } = await simulatedRun();
  const draw = (positions: Parameters<typeof positionDrawings>[0]["positions"]) =>
    drawAll(positionDrawings({ ...run, positions }, analyseStudy(run), {}));
  const once = draw(run.positions);
  assertStringIncludes(
    once.lacking.find(({ name }) => name === "noise_floor")!.why,
    "positionRepeats",
  );
  const rows = [...run.positions];
  const twice = draw([...rows, ...rows.map((row) => ({ ...row, repeat: 1 }))]);
  assertStringIncludes(twice.figures.get("noise_floor")!.alt, "noise alone 0.00");
});

Deno.test("positionDrawings() draws the curve from the threshold at which the study thinned", async () => {
  const { run } = await simulatedRun();
  const { figures } = drawAll(positionDrawings(run, analyseStudy(run), {}));
  assertStringIncludes(
    figures.get("diversity_curve")!.alt,
    `of ${run.queries.length} are at least`,
  );
  const { diversity: _, ...config } = run.config;
  const { lacking } = drawAll(
    positionDrawings({ ...run, config, diversity: null }, analyseStudy(run), {}),
  );
  assertStringIncludes(
    lacking.find(({ name }) => name === "diversity_curve")!.why,
    "thins no queries",
  );
});

Deno.test("positionDrawings() leaves out the nudges of a study that has neutral queries only", async () => {
  const { run } = await simulatedRun();
  const neutral = {
    ...run,
    queryRows: run.queryRows.map((row) => ({ ...row, nudge: "neutral" as const })),
  };
  const { figures, lacking } = drawAll(positionDrawings(neutral, analyseStudy(run), {}));
  assertEquals(figures.has("nudges"), false);
  assertStringIncludes(lacking.find(({ name }) => name === "nudges")!.why, "nudges");
});

Deno.test("positionDrawings() asks of no provider with one model whether its models stand together", async () => {
  const { run } = await simulatedRun();
  const keys = new Set(["claude_opus_4", "gpt_4o", "grok_4"]);
  const few = {
    ...run,
    config: { ...run.config, panel: run.config.panel.filter(({ key }) => keys.has(key)) },
    positionRows: run.positionRows.filter(({ model }) => keys.has(model)),
    positions: run.positions.filter(({ model }) => keys.has(model)),
    responses: run.responses.filter(({ model }) => keys.has(model)),
    labels: null,
  };
  const { figures, lacking } = drawAll(positionDrawings(few, analyseStudy(few), {}));
  assertEquals(figures.has("pairwise_disagreement"), true);
  assertStringIncludes(
    lacking.find(({ name }) => name === "provider_distinctness")!.why,
    "no provider has two models",
  );
});
