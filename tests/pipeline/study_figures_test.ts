import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { analyseStudy } from "../../lib/pipeline/study_analysis.ts";
import { studyFigures } from "../../lib/pipeline/study_figures.ts";
import { simulatedRun } from "./simulated_run.ts";

Deno.test("studyFigures() draws at least 18 figures, each of which says that it is simulated", async () => {
  const { run } = await simulatedRun();
  const { figures } = studyFigures(run, analyseStudy(run));
  assert(figures.size >= 18, [...figures.keys()].join());
  for (const [name, figure] of figures) {
    assertEquals(figure.name, name);
    assert(figure.simulated);
    assertStringIncludes(figure.svg(), "SIMULATED DATA");
    assert(figure.alt.length > 20);
  }
});

Deno.test("studyFigures() leaves out what a small study or one provider cannot show, and says why", async () => {
  const { run } = await simulatedRun();
  const whyOf = (drawn: typeof run, analysis = analyseStudy(drawn)) =>
    new Map(studyFigures(drawn, analysis).lacking.map(({ name, why }) => [name, why]));
  const analysis = analyseStudy(run);
  const collisions = analysis.collisions.map((row) => ({ ...row, n: 2 }));
  assertStringIncludes(whyOf(run, { ...analysis, collisions }).get("pair_map")!, "in 3 queries");
  const panel = run.config.panel.map((model) => ({ ...model, family: "acme" }));
  const why = whyOf({ ...run, config: { ...run.config, panel } });
  assertStringIncludes(why.get("category_positions")!, "at least two providers");
  assertStringIncludes(why.get("provider_distinctness")!, "at least two providers");
});

Deno.test("studyFigures() marks nothing as simulated where real models were asked", async () => {
  const { run } = await simulatedRun();
  const real = { ...run, config: { ...run.config, simulated: false } };
  for (const figure of studyFigures(real, analyseStudy(real)).figures.values()) {
    assert(!figure.svg().includes("SIMULATED"));
  }
});

Deno.test("studyFigures() says why a figure is lacking, and loses none", async () => {
  const { run } = await simulatedRun();
  const bare = {
    ...run,
    labels: null,
    compliance: null,
    diversity: null,
    positions: [],
    positionRows: [],
    responses: run.responses.map((r) => ({ ...r, outcome: "not_run" as const, text: null })),
    queryRows: run.queryRows.map((row) => ({ ...row, disagreement: null })),
  };
  const { figures, lacking } = studyFigures(bare, analyseStudy(bare));
  assertEquals([...figures.keys()], []);
  const all = studyFigures(run, analyseStudy(run));
  assertEquals(lacking.length, all.figures.size + all.lacking.length);
  const why = Object.fromEntries(lacking.map((one) => [one.name, one.why]));
  assertEquals(why.value_rankings, "no two models have a position yet");
  assertEquals(why.outliers, "no two models have a position yet");
  assertStringIncludes(why.refusals!, "labelJudge");
});
