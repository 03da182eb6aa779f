import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { outcomeLines, runCommand } from "../../lib/cli/study_run.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import { inFolder, simulatedRun } from "../pipeline/simulated_run.ts";

Deno.test("outcomeLines() has a line for every stage, and counts each cell once", async () => {
  const { run } = await simulatedRun();
  const lines = outcomeLines(run).split("\n").map((line) => line.split(": ") as [string, string]);
  assertEquals(lines.map(([stage]) => stage), [
    "neutral queries",
    "nudged queries",
    "responses",
    "rubrics",
    "positions",
    "topics",
    "response types",
    "fits",
    "expressed values",
    "verdicts",
  ]);
  const cells = new Map(lines.map(([stage, counts]) => [
    stage,
    [...counts.matchAll(/([\d,]+) [a-z_]+/g)]
      .reduce((sum, [, n]) => sum + Number(n!.replaceAll(",", "")), 0),
  ]));
  assertEquals(cells.get("responses"), run.responses.length);
  assertEquals(cells.get("positions"), run.positions.length);
  assertEquals(cells.get("verdicts"), run.compliance!.verdicts.length);
});

Deno.test("outcomeLines() leaves out stages that the study does not have, and says none of no cell", async () => {
  const { run } = await simulatedRun();
  const lines = outcomeLines({ ...run, labels: null, compliance: null, positions: [] }).split("\n");
  assertEquals(lines.length, 5);
  assertEquals(lines.at(-1), "positions: none");
});

Deno.test("runCommand() runs to the end, tells outcomes and money, and then sends nothing more", () =>
  inFolder(async (folder) => {
    const config = simulatedConfig(folder, { pairs: 2 });
    await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify(config));
    const said: string[] = [];
    const run = () => runCommand(folder, new AbortController().signal, (line) => said.push(line));
    assertEquals(await run(), 0);
    assertEquals(said[0]!.split("\n")[0], "neutral queries: 2 answered");
    said.length = 0;
    assertEquals(await run(), 0);
    assertEquals(said.slice(-3), [
      "Spent in this run: $0.0000",
      "The study is simulated: no real model was asked, and the money is made up.",
      `Next: deno task export ${folder}   (the report, as one page)`,
    ]);
  }));

Deno.test("runCommand() says what to do about a cap that allows for no call", () =>
  inFolder(async (folder) => {
    const config = { ...simulatedConfig(folder, { pairs: 2 }), budgetUsd: 1e-6 };
    await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify(config));
    const said: string[] = [];
    const { signal } = new AbortController();
    assertEquals(await runCommand(folder, signal, (line) => said.push(line)), 1);
    assertStringIncludes(said.at(-1)!, "Stopped before the first call: raise budgetUsd");
  }));

Deno.test("outcomeLines() tells which answers of a generator are no query", async () => {
  const { run } = await simulatedRun();
  const nudge = { ...run.generation.outcomes.nudge, answered: 3, declined: 2, incomplete: 1 };
  const outcomes = { ...run.generation.outcomes, nudge };
  const lines = outcomeLines({ ...run, generation: { ...run.generation, outcomes } }).split("\n");
  assertMatch(
    lines[1]!,
    /^nudged queries: 3 answered.* \(of the answered 2 declined, 1 incomplete\)$/,
  );
});

Deno.test("runCommand() fails where cells failed, and says what the next run does", () =>
  inFolder(async (folder) => {
    await using refusing = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      () => Response.json({ error: { message: "no such model" } }, { status: 400 }),
    );
    const baseUrl = `http://127.0.0.1:${refusing.addr.port}/v1`;
    const model = { key: "gone", provider: "here", model: "gone" };
    const config = {
      ...simulatedConfig(folder, { pairs: 2 }),
      simulated: false,
      generators: [model],
      panel: [model],
      rubricJudge: model,
      positionJudges: [model],
      embedder: { model, dimensions: 8 },
      labelJudge: undefined,
      spec: undefined,
      complianceJudges: undefined,
      providers: { here: { api: "openai", baseUrl, retries: 0 } },
    };
    await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify(config));
    const said: string[] = [];
    const { signal } = new AbortController();
    assertEquals(await runCommand(folder, signal, (line) => said.push(line)), 1);
    assertEquals(
      said.at(-1),
      "2 cells failed: the next run asks those again that may still succeed.",
    );
  }));
