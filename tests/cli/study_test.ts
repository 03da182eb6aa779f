import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { study } from "../../lib/cli/study.ts";
import { USAGE } from "../../lib/cli/study_arguments.ts";
import {
  simulatedEmbedderModel,
  simulatedGenerators,
  simulatedJudges,
  simulatedPanel,
} from "../../lib/simulation/models.ts";
import { InputError } from "../../lib/study/input_error.ts";

const never = new AbortController().signal;

async function run(args: string[], signal = never): Promise<{ code: number; out: string }> {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const code = await study(args, signal, { out: say, err: say });
  return { code, out: lines.join("\n") };
}

async function makeStudy(over: object = {}): Promise<string> {
  const folder = await Deno.makeTempDir();
  await Deno.copyFile("data/sample_taxonomy.csv", `${folder}/values.csv`);
  const config = {
    name: "test",
    seed: 1,
    simulated: true,
    taxonomy: "values.csv",
    pairs: 3,
    generators: simulatedGenerators.slice(0, 1),
    panel: simulatedPanel.slice(0, 3),
    rubricJudge: simulatedJudges[0],
    positionJudges: simulatedJudges.slice(0, 1),
    embedder: { model: simulatedEmbedderModel, dimensions: 32 },
    ...over,
  };
  await Deno.writeTextFile(`${folder}/study.json`, JSON.stringify(config));
  return folder;
}

Deno.test("study help prints its usage, also as --help and without a command", async () => {
  for (const args of [["help"], ["run", "--help"], []]) {
    assertEquals(await run(args), { code: 0, out: USAGE });
  }
});

Deno.test("study goes from plan to export, and a second run sends nothing", async () => {
  const folder = await makeStudy();
  assertStringIncludes((await run(["plan", folder])).out, "calls are left at most");
  const estimate = await run(["estimate", folder]);
  assertStringIncludes(estimate.out, "Left to spend: $");
  assertStringIncludes(estimate.out, "second asks are part of it");
  const first = await run(["run", folder]);
  assertEquals(first.code, 0);
  assertStringIncludes(first.out, "responses: 27 answered");
  const plan = JSON.parse((await run(["plan", folder, "--json"])).out) as { left: number }[];
  assertEquals(plan.reduce((sum, { left }) => sum + left, 0), 0);
  const second = await run(["run", folder]);
  assertStringIncludes(second.out, "Spent in this run: $0.0000");
  assertStringIncludes((await run(["status", folder])).out, "Runs: 2, the last began");

  const { code, out } = await run(["export", folder, "--format", "jsonl"]);
  assertEquals(code, 0);
  const responses = out.split("\n").find((path) => path.endsWith("responses.jsonl"))!;
  const rows = (await Deno.readTextFile(responses)).trim().split("\n").map((line) =>
    JSON.parse(line)
  );
  assertEquals(rows.length, 27);
  const why = await run(["why", rows[0].key, folder]);
  assertStringIncludes(why.out, "It is answered from the journal");
  assertStringIncludes((await run(["check", folder])).out, "The journal is whole");
  assert(JSON.parse(await Deno.readTextFile(`${folder}/manifest.json`)).asked.length > 4);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("study why finds a planned call by its key and tells what differs from the nearest", async () => {
  const folder = await makeStudy();
  await run(["run", folder]);
  const [model] = simulatedPanel;
  const hot = [{ ...model, parameters: { temperature: 0.3 } }, ...simulatedPanel.slice(1, 3)];
  const other = await makeStudy({ panel: hot });
  await run(["run", other]);
  await run(["export", other, "--format", "jsonl"]);
  const rows = (await Deno.readTextFile(`${other}/tables/responses.jsonl`)).trim().split("\n")
    .map((line) => JSON.parse(line));
  const key = rows.find((row) => row.model === model!.key).key;
  await Deno.copyFile(`${other}/study.json`, `${folder}/study.json`);
  const { out } = await run(["why", key, folder]);
  assertStringIncludes(out, "the nearest journaled call differs in parameters.temperature");
  for (const made of [folder, other]) await Deno.remove(made, { recursive: true });
});

Deno.test("study run that is stopped ends with 130, and says that the next run continues", async () => {
  const folder = await makeStudy();
  const stop = new AbortController();
  stop.abort();
  const { code, out } = await run(["run", folder], stop.signal);
  assertEquals(code, 130);
  assertStringIncludes(out, "the next run continues");
  assertEquals((await run(["run", folder])).code, 0);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("study names what is wrong with its input", async () => {
  const folder = await makeStudy();
  const broken = await Deno.makeTempDir();
  await Deno.writeTextFile(`${broken}/study.json`, '{\n  "name": "x",\n  sk-secret-in-the-file }');
  const table: [string[], string][] = [
    [
      ["frob"],
      'Expected a command (plan, estimate, run, cancel, status, why, export, mend, check, help) but found "frob"',
    ],
    [["plan", "no/such"], "no/such/study.json: Expected a study but the file does not exist"],
    [["plan", broken], `${broken}/study.json: Expected JSON but line 3, column 3 is not`],
    [["why", "abc", folder], "KEY: Expected the key of a call"],
    [["export", folder, "--format", "csv"], '--format: Expected parquet or jsonl but found "csv"'],
    [["plan", "--frob"], "but found --frob"],
    [["plan", "a", "b"], "FOLDER: Expected one folder"],
  ];
  for (const [args, words] of table) {
    const error = await assertRejects(() => run(args), InputError);
    assertStringIncludes(error.message, words);
    assert(!error.message.includes("sk-secret") && !String(error.cause).includes("sk-secret"));
  }
  for (const made of [folder, broken]) await Deno.remove(made, { recursive: true });
});

Deno.test("study plans and prices labels, verdicts and embeddings, and shows all that was spent", async () => {
  const folder = await makeStudy({
    pairs: 6,
    labelJudge: simulatedJudges[0],
    spec: "spec.md",
    complianceJudges: simulatedJudges.slice(0, 2),
    highDisagreement: 0.8,
  });
  await Deno.copyFile("data/sample_spec.md", `${folder}/spec.md`);
  const plan = async () =>
    JSON.parse((await run(["plan", folder, "--json"])).out) as {
      stage: string;
      calls: number;
      left: number;
      likely: unknown;
    }[];
  const calls = (rows: { stage: string; calls: number }[], stage: string) =>
    rows.filter((row) => row.stage === stage).reduce((sum, row) => sum + row.calls, 0);
  const before = await plan();
  // 6 pairs, 3 queries each, 3 models, 2 compliance judges: as if all queries had high disagreement.
  assertEquals(["topic", "response_type", "express", "comply"].map((s) => calls(before, s)), [
    18,
    36,
    18,
    108,
  ]);
  assert(calls(before, "embed") > 18);
  assertStringIncludes((await run(["plan", folder])).out, "until then it is at most all");
  const estimate = JSON.parse((await run(["estimate", folder, "--json"])).out);
  assertEquals(
    estimate.roles.filter((role: { stage: string }) => role.stage === "comply")
      .map((role: { low: number }) => role.low),
    [0, 0],
  );

  const ran = await run(["run", folder]);
  assertEquals(ran.code, 0);
  assertStringIncludes(ran.out, "verdicts: ");
  const after = await plan();
  assertEquals(after.filter(({ left }) => left > 0), []);
  const high = calls(after, "topic");
  assert(high > 0 && high < 18, `${high} queries have high disagreement`);
  const status = await run(["status", folder, "--json"]);
  const { totals, cells } = JSON.parse(status.out) as {
    totals: { stage: string; usd: number }[];
    cells: Record<string, Record<string, number>>;
  };
  assertEquals(cells.topics!.answered, high);
  assert(totals.some(({ stage, usd }) => stage === "embed" && usd > 0));
  const spent = /Spent in this run: \$([\d.]+)/.exec(ran.out)![1];
  const usd = totals.reduce((sum, total) => sum + total.usd, 0);
  assertEquals(usd.toFixed(usd < 1 ? 4 : 2), spent);
  await run(["export", folder, "--format", "jsonl"]);
  const types = await Deno.readTextFile(`${folder}/tables/response_types.jsonl`);
  assertEquals(types.trim().split("\n").length, 3 * high);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("study estimate says how to give the prices that it lacks, and what token counts are worth", async () => {
  const folder = await makeStudy();
  assertStringIncludes((await run(["estimate", folder])).out, "rests on token counts is bounded");
  await run(["run", folder]);
  const { out } = await run(["estimate", folder]);
  assertEquals(out, "Nothing is left to ask: the journal answers every call.");
  const unpriced = await makeStudy({ prices: "prices.json" });
  const none = { date: "2026-01-01", providers: {} };
  await Deno.writeTextFile(`${unpriced}/prices.json`, JSON.stringify(none));
  const { code, out: without } = await run(["estimate", unpriced]);
  assertEquals(code, 1);
  assertStringIncludes(without, 'in the field "prices" of study.json');
  for (const made of [folder, unpriced]) await Deno.remove(made, { recursive: true });
});
