import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { reproduce } from "../../lib/cli/reproduce.ts";
import { readStudyPositions } from "../../lib/cli/reproduce_study_positions.ts";
import { study } from "../../lib/cli/study.ts";
import { positionAt } from "../../lib/published/position_table.ts";
import { exportTables } from "../../lib/study/export.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { demo } from "../../lib/cli/demo.ts";
import { inFolder } from "../in_folder.ts";

const model = (key: string, family: string) => ({ key, provider: "openai", model: key, family });
const place = (parts: object) => ({
  ...{ query: "s0/neutral", model: "a", sample: 0, judge: "j", repeat: 0 },
  ...{ value1: 6, value2: null, ...parts },
});

/** A study with exported tables of two models and two queries. */
async function written(folder: string, { simulated = false, queries = 2 } = {}): Promise<void> {
  const config = {
    ...{ name: "mine", seed: 1, simulated, taxonomy: "v.csv", scenarios: "s.jsonl" },
    panel: [model("a", "acme"), model("b", "bolt")],
    rubricJudge: model("j", "x"),
    positionJudges: [model("j", "x"), model("k", "x")],
    embedder: { model: model("e", "x"), dimensions: 8 },
  };
  await Deno.writeTextFile(join(folder, "study.json"), JSON.stringify(config));
  const text = { query: "text", value1: "text", value2: "text", nudge: "text" } as const;
  await exportTables(join(folder, "tables"), {
    queries: {
      columns: { ...text, text: "text", generator: "text" },
      rows: ["neutral", "value2"].slice(0, queries).map((nudge) => ({
        ...{ query: `s0/${nudge}`, value1: "candour", value2: "tact", nudge },
        ...{ text: `Ask ${nudge}?`, generator: "g" },
      })),
    },
    positions: {
      columns: {
        ...{ query: "text", model: "text", sample: "integer", judge: "text", repeat: "integer" },
        ...{ value1: "integer", value2: "integer" },
      },
      rows: [
        place({}),
        place({ sample: 1, value1: 0 }),
        place({ judge: "k", value1: 1 }),
        place({ repeat: 1, value1: 2 }),
        place({ query: "s0/value2", model: "b", value1: 0, value2: 3 }),
        place({ model: "stranger" }),
      ],
    },
    models: {
      columns: { model: "text", family: "text" },
      rows: [{ model: "a", family: "acme" }, { model: "b", family: "bolt" }],
    },
  }, ["parquet"]);
}

Deno.test("readStudyPositions() takes the first response, judge and judging, and the family for the provider", () =>
  inFolder(async (folder) => {
    assertEquals(await readStudyPositions(folder), null);
    await written(folder);
    const { table, from } = (await readStudyPositions(folder))!;
    const at = (of: string, value: "value1" | "value2") =>
      [0, 1].map((row) => positionAt(table, of, value, row));
    assertEquals(at("a", "value1"), [6, null]);
    assertEquals(at("a", "value2"), [null, null]);
    assertEquals(at("b", "value1"), [null, 0]);
    assertEquals(at("b", "value2"), [null, 3]);
    assertEquals(table.models, [{ key: "a", provider: "acme" }, { key: "b", provider: "bolt" }]);
    assertEquals(table.queries.nudge_direction, ["neutral", "value2"]);
    assertEquals(table.queries.query_generator, ["g", "g"]);
    assertEquals(
      from,
      'The positions of the study "mine", of the first response and judging, by j.',
    );
  }));

Deno.test("readStudyPositions() marks what is simulated", () =>
  inFolder(async (folder) => {
    await written(folder, { simulated: true });
    const { table } = (await readStudyPositions(folder))!;
    assertEquals(table.queries.query_generator, ["simulated g", "simulated g"]);
  }));

Deno.test("readStudyPositions() says how to write the tables that a study lacks, and leaves imported scores alone", () =>
  inFolder(async (folder) => {
    await written(folder);
    await Deno.writeTextFile(join(folder, "scores.parquet"), "");
    assertEquals(await readStudyPositions(folder), null);
    await Deno.remove(join(folder, "scores.parquet"));
    await Deno.remove(join(folder, "tables"), { recursive: true });
    await assertRejects(
      () => readStudyPositions(folder),
      InputError,
      `deno task study export ${folder}`,
    );
    await written(folder, { queries: 0 });
    await assertRejects(() => readStudyPositions(folder), InputError, "at least one query");
  }));

Deno.test("reproduce draws a study's figures from its folder, and says that it is simulated", () =>
  inFolder(async (folder) => {
    const [own, out] = [join(folder, "study"), join(folder, "out")];
    const never = new AbortController().signal;
    assertEquals(await demo(["--out", own, "--pairs", "8"], never), 0);
    assertEquals(await study(["export", own], never, { out() {}, err() {} }), 0);
    await reproduce({ data: own, out, taxonomy: "data/sample_taxonomy.csv" });
    const manifest = JSON.parse(await Deno.readTextFile(join(out, "manifest.json")));
    assertEquals(manifest.simulated, true);
    assertEquals(manifest.models.length, 12);
    assertEquals(manifest.inputs.length, 3);
    await Deno.stat(join(out, "figures", "outliers.svg"));
  }));
