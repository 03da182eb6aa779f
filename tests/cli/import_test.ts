import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { importTable } from "../../lib/cli/import.ts";
import { IMPORT_USAGE } from "../../lib/cli/import_arguments.ts";
import { reproduce } from "../../lib/cli/reproduce.ts";
import { study } from "../../lib/cli/study.ts";
import { readScores } from "../../lib/published/read_scores.ts";
import { simulatedEmbedderModel, simulatedJudges } from "../../lib/simulation/models.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { readStudyConfig } from "../../lib/study/study.ts";
import { inFolder } from "../in_folder.ts";

const SAMPLE = "data/sample_scores.csv";
const QUERY = { query: "query", value1: "value1", value2: "value2", nudge: "nudge_direction" };
const REST = {
  name: "imported",
  seed: 1,
  simulated: true,
  rubricJudge: simulatedJudges[0],
  positionJudges: simulatedJudges.slice(0, 1),
  embedder: { model: simulatedEmbedderModel, dimensions: 32 },
};
const RESPONSES = {
  kind: "responses",
  ...QUERY,
  scenario: ["chunk_index", "entry_idx"],
  generator: "query_generator",
  responses: { o3: "response_o3", grok: "response_grok_4" },
  models: { o3: { key: "o3", family: "openai" }, grok: { key: "grok_4", family: "xai" } },
  study: REST,
};

async function run(args: string[]): Promise<string> {
  const lines: string[] = [];
  assertEquals(await importTable(args, { out: (line) => void lines.push(line), err: () => {} }), 0);
  return lines.join("\n");
}

async function args(folder: string, data: string, mapping: object): Promise<string[]> {
  await Deno.writeTextFile(`${folder}/mapping.json`, JSON.stringify(mapping));
  return ["--data", data, "--mapping", `${folder}/mapping.json`, "--out", `${folder}/out`];
}

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("import prints its usage with --help and without arguments", async () => {
  assertEquals(await run(["--help"]), IMPORT_USAGE);
  assertEquals(await run([]), IMPORT_USAGE);
});

Deno.test("import only tells what it would write, unless told to write", () =>
  inFolder(async (folder) => {
    const told = await run(await args(folder, SAMPLE, RESPONSES));
    assertStringIncludes(told, "Nothing was written");
    assertEquals(names(folder), ["mapping.json"]);
  }));

Deno.test("an imported study runs on to positions without asking its panel", () =>
  inFolder(async (folder) => {
    const taxonomy = Deno.realPathSync("data/sample_taxonomy.csv");
    const told = await run([
      ...await args(folder, SAMPLE, { ...RESPONSES, taxonomy }),
      "--write",
    ]);
    const [, queries, scenarios] = /: (\d+) queries of (\d+) scenarios/.exec(told)!;
    assertStringIncludes(told, "(0 without a category)");
    const out = `${folder}/out`;
    assertEquals(names(out), [
      "import.json",
      "journal.sqlite",
      "journal.sqlite.lock",
      "scenarios.jsonl",
      "study.json",
      "values.csv",
    ]);
    const config = await readStudyConfig(out);
    assertEquals(config.panel.map(({ provider }) => provider), ["imported", "imported"]);
    const lines: string[] = [];
    const say = { out: (line: string) => void lines.push(line), err: () => {} };
    const never = new AbortController().signal;
    assertEquals(await study(["plan", out, "--json"], never, say), 0);
    const plan = JSON.parse(lines.join("\n")) as { stage: string; calls: number }[];
    assertEquals(plan.map(({ stage, calls }) => [stage, calls]), [
      ["rubric", Number(scenarios)],
      ["position", Number(queries)],
      ["embed", Number(queries)],
    ]);
    assertEquals(await study(["run", out], never, say), 0);
    assertEquals(await study(["export", out, "--format", "jsonl"], never, say), 0);
    const table = async (name: string) =>
      (await Deno.readTextFile(`${out}/tables/${name}.jsonl`)).trim().split("\n")
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    const responses = await table("responses");
    assertEquals(responses.length, 2 * Number(queries));
    const missing = Number(/(\d+) that the table lacks/.exec(told)![1]);
    assertEquals(responses.filter((r) => r.outcome === "failed").length, missing);
    const positions = await table("positions");
    assert(positions.filter((p) => p.outcome === "answered").length > Number(queries));
    const respond = (await table("costs")).filter(({ stage }) => stage === "respond");
    assertEquals(respond.map(({ provider }) => provider), ["imported", "imported"]);
  }));

Deno.test("import takes logs of Inspect AI, one per model, epochs as samples", () =>
  inFolder(async (folder) => {
    const metadata = { a: "candour", b: "tact" };
    const sample = (epoch: number, content: string, stop_reason: string) => ({
      id: 1,
      epoch,
      input: [{ role: "user", content: "Is my novel good?" }],
      metadata,
      output: { choices: [{ message: { role: "assistant", content }, stop_reason }] },
    });
    for (const model of ["openai/o3", "xai/grok-4"]) {
      await Deno.writeTextFile(
        `${folder}/${model.replace("/", "_")}.json`,
        JSON.stringify({
          eval: { task: "t", model },
          samples: [sample(1, `${model} says yes`, "stop"), sample(2, "", "content_filter")],
        }),
      );
    }
    const mapping = {
      kind: "responses",
      query: "input",
      value1: "metadata.a",
      value2: "metadata.b",
      model: "model",
      response: "response",
      sample: "sample",
      outcome: { column: "stop_reason", entries: { content_filter: "filtered" } },
      models: {
        "openai/o3": { key: "o3", provider: "openai", model: "o3" },
        "xai/grok-4": { key: "grok_4", family: "xai" },
      },
      study: REST,
    };
    const told = await run([
      ...await args(folder, `${folder}/openai_o3.json`, mapping),
      "--data",
      `${folder}/xai_grok-4.json`,
      "--write",
    ]);
    assertStringIncludes(told, "2 sample(s) of 2 models");
    assertStringIncludes(told, "2 answered, 2 filtered, 0 truncated");
    assertStringIncludes(told, "2 values (2 without a category)");
    assertEquals((await readStudyConfig(`${folder}/out`)).samples, 2);
  }));

Deno.test("import makes scores that readScores() and reproduce() read, with models of their own", () =>
  inFolder(async (folder) => {
    const rows = Array.from(
      { length: 40 },
      (_, i) =>
        ["mine", "yours"].map((model, m) =>
          `q${i},v${i % 5},w${i % 7},${model},${1 + (i + 3 * m) % 7},${i === 3 ? "" : 4}`
        ),
    ).flat();
    await Deno.writeTextFile(`${folder}/t.csv`, `q,a,b,m,p,r\n${rows.join("\n")}\n`);
    const mapping = {
      kind: "scores",
      query: "q",
      value1: "a",
      value2: "b",
      model: "m",
      position1: "p",
      position2: "r",
      lowest: 1,
      models: {
        mine: { key: "my_model", provider: "me" },
        yours: { key: "your_model", provider: "you" },
      },
    };
    await run([...await args(folder, `${folder}/t.csv`, mapping), "--write"]);
    const table = await readScores(`${folder}/out`);
    assertEquals(table.models.map(({ key }) => key), ["my_model", "your_model"]);
    assertEquals([...table.positions.get("your_model")!.value1.slice(0, 5)], [3, 4, 5, 6, 0]);
    assertEquals(table.positions.get("my_model")!.value2[3], 255);
    await reproduce({ data: `${folder}/out`, out: `${folder}/report` });
    const page = await Deno.readTextFile(`${folder}/report/report.html`);
    assertStringIncludes(page, "40 queries, 2 models, 160 positions asked for, 2 of them missing");
  }));

Deno.test("import names what is wrong, and then has written nothing", () =>
  inFolder(async (folder) => {
    const fault = async (mapping: object, message: string) => {
      const all = [...await args(folder, SAMPLE, mapping), "--write"];
      await assertRejects(() => importTable(all), InputError, message);
      assertEquals(names(folder), ["mapping.json"]);
    };
    await fault({ ...RESPONSES, query: "qurey" }, "qurey: Expected a column of this name");
    await fault({ ...RESPONSES, qurey: "query" }, "mapping.json, qurey");
    await fault({ ...RESPONSES, responses: { o5: "response_o3" } }, 'but found "o5"');
    await fault({ ...RESPONSES, study: { ...REST, seed: "one" } }, "study, seed");
    await fault({ ...RESPONSES, value2: "value1" }, "Expected two values but found");
    await fault(
      { ...RESPONSES, scenario: "nudge_direction" },
      "Expected one value pair in a scenario",
    );
    await assertRejects(
      () => importTable(["--data", SAMPLE, "--out", `${folder}/out`]),
      InputError,
      "--mapping: Expected a path",
    );
    await Deno.mkdir(`${folder}/out`);
    await Deno.writeTextFile(`${folder}/out/journal.sqlite`, "paid for");
    await assertRejects(
      async () => importTable([...await args(folder, SAMPLE, RESPONSES), "--write"]),
      InputError,
      "Expected a folder that is new or empty but found other files",
    );
  }));

Deno.test("import reads a mapping that begins with a byte order mark, and quotes none that is no JSON", () =>
  inFolder(async (folder) => {
    const given = await args(folder, SAMPLE, RESPONSES);
    const file = `${folder}/mapping.json`;
    const text = await Deno.readTextFile(file);
    await Deno.writeTextFile(file, `\uFEFF${text}`);
    assertStringIncludes(await run(given), "Nothing was written");
    await Deno.writeTextFile(file, text.replace('"responses"', "sk-secret"));
    const error = await assertRejects(() => run(given), InputError, "mapping.json: Expected JSON");
    assert(!error.message.includes("sk-"), error.message);
  }));
