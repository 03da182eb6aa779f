import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { importTable } from "../../lib/cli/import.ts";
import { reproduce } from "../../lib/cli/reproduce.ts";
import { LABEL_STEPS } from "../../lib/cli/reproduce_labels.ts";
import { readStudyLabels } from "../../lib/cli/reproduce_study.ts";
import { study } from "../../lib/cli/study.ts";
import { simulatedEmbedderModel, simulatedJudges } from "../../lib/simulation/models.ts";
import type { ColumnType } from "../../lib/study/columns.ts";
import { exportTables } from "../../lib/study/export.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { inFolder } from "../in_folder.ts";

const quiet = { out: () => {}, err: () => {} };

/** What `study.json` and its exported tables must have to be read. */
async function written(folder: string, tables: Record<string, Record<string, unknown>[]>) {
  const model = { key: "j", provider: "openai", model: "j" };
  const config = {
    name: "mine",
    seed: 1,
    taxonomy: "values.csv",
    scenarios: "scenarios.jsonl",
    panel: [model],
    rubricJudge: model,
    positionJudges: [model],
    labelJudge: model,
    embedder: { model, dimensions: 8 },
  };
  await Deno.writeTextFile(join(folder, "study.json"), JSON.stringify(config));
  const declared = Object.entries(tables).map(([name, rows]) => {
    const cells = rows.flatMap((row) => Object.entries(row));
    const columns = Object.fromEntries(cells.map(([column]) => [column, "text" as ColumnType]));
    for (const [column, value] of cells) {
      if (typeof value === "boolean") columns[column] = "boolean";
      if (typeof value === "number") columns[column] = "integer";
    }
    return [name, { columns, rows }] as const;
  });
  await exportTables(join(folder, "tables"), Object.fromEntries(declared), ["parquet"]);
}

const topics = Object.fromEntries(
  ["cyber security", "biological weapons", "chemical weapons", "politics", "child grooming"]
    .concat(["mental illness", "philosophical reasoning", "ethics and moral reasoning"])
    .map((topic) => [topic.replaceAll(" ", "_"), topic === "politics"]),
);
const type = (model: string, label: string | null, outcome = "answered") => ({
  query: "q",
  model,
  outcome,
  label,
});
const expressed = (over: object) => ({
  ...{ query: "q", model: "o3", sample: 0, repeat: 0, outcome: "answered", name: "tact" },
  ...{ category: "Care", ...over },
});
const TABLES = {
  queries: [{ query: "q", pair: "p" }],
  topics: [{ query: "q", ...topics }],
  response_types: [
    type("o3", "full_compliance"),
    type("o3", "full_compliance"),
    type("grok_4", "complete_rejection"),
    type("grok_4", null, "filtered"),
    type("gpt_4o", null, "failed"),
  ],
  expressed_values: [
    expressed({}),
    expressed({ name: "new", category: null }),
    expressed({ sample: 1 }),
    expressed({ model: "grok_4", name: null, category: null }),
    expressed({ model: "gpt_4o", outcome: "failed", name: null, category: null }),
  ],
};

Deno.test("readStudyLabels() counts types, takes a filter for a refusal, and reads each response once", () =>
  inFolder(async (folder) => {
    assertEquals(await readStudyLabels(folder), null);
    await written(folder, TABLES);
    const labels = (await readStudyLabels(folder))!;
    assertEquals(labels.types, [
      { model: "o3", type: "full compliance", count: 2 },
      { model: "grok_4", type: "complete rejection", count: 1 },
    ]);
    assertEquals(labels.refusals.map(({ flag }) => flag), [false, false, true, true, null]);
    assertEquals(labels.refusals[0]!.topics, ["politics"]);
    assertEquals(labels.expressed.map(({ model, pair, categories }) => [model, pair, categories]), [
      ["o3", "p", ["Care", null]],
      ["grok_4", "p", []],
      ["gpt_4o", "p", null],
    ]);
    assertEquals(
      labels.says,
      'j labelled the responses to 1 queries of high disagreement in the study "mine".',
    );
  }));

Deno.test("readStudyLabels() names a column that a table lacks", () =>
  inFolder(async (folder) => {
    await written(folder, {
      ...TABLES,
      response_types: [{ query: "q", model: "o3", outcome: "x" }],
    });
    await assertRejects(() => readStudyLabels(folder), InputError, "response_types.parquet, label");
  }));

Deno.test("reproduce draws what a judge of an imported study labelled, by the commands that its report names", () =>
  inFolder(async (folder) => {
    const out = join(folder, "study");
    const mapping = JSON.parse(await Deno.readTextFile("data/all_models_mapping.json"));
    mapping.taxonomy = Deno.realPathSync("data/sample_taxonomy.csv");
    mapping.study = {
      name: "sample",
      seed: 1,
      simulated: true,
      rubricJudge: simulatedJudges[0],
      positionJudges: simulatedJudges.slice(0, 1),
      labelJudge: simulatedJudges[1],
      embedder: { model: simulatedEmbedderModel, dimensions: 32 },
    };
    await Deno.writeTextFile(join(folder, "mapping.json"), JSON.stringify(mapping));
    const never = new AbortController().signal;
    const data = "data/sample_scores.csv";
    const names = LABEL_STEPS.flatMap(({ figures }) => figures);
    const lacking = async (report: string) =>
      (JSON.parse(await Deno.readTextFile(join(report, "manifest.json"))).lacking as {
        name: string;
      }[]).map(({ name }) => name);

    await importTable(
      ["--data", data, "--mapping", join(folder, "mapping.json"), "--out", out, "--write"],
      quiet,
    );
    await reproduce({ data: out, out: join(folder, "before") });
    const before = await lacking(join(folder, "before"));
    assert(names.every((name) => before.includes(name)));

    assertEquals(await study(["run", out], never, quiet), 0);
    assertEquals(await study(["export", out], never, quiet), 0);
    await reproduce({ data: out, out: join(folder, "after") });
    const after = await lacking(join(folder, "after"));
    for (const name of names) {
      assert(!after.includes(name), name);
      const svg = await Deno.readTextFile(join(folder, `after/figures/${name}.svg`));
      assert(/simulated/i.test(svg), `${name} does not say that it is simulated`);
    }
  }));
