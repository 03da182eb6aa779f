import { assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import {
  simulatedEmbedderModel,
  simulatedGenerators,
  simulatedJudges,
  simulatedPanel,
} from "../../lib/simulation/models.ts";
import { layoutColumns, writeLayout } from "../published/dataset_layout.ts";
import { command, pathsUnder } from "./command.ts";

interface Case {
  readonly name: string;
  /** Makes the input. */
  readonly given: (folder: string) => Promise<void>;
  readonly run: (folder: string) => [name: string, ...args: string[]];
  /** What the sentence names: the file, row or field, and what was expected. */
  readonly says: readonly string[];
}

const HEADER = "value1,value2,nudge_direction,query,o3_value1_position,o3_value2_position,";
const MORE = "grok_4_value1_position,grok_4_value2_position";
const GOOD = "Candour,Kindness,neutral,What now?,0,1,2,3";

const config = {
  name: "bad input",
  seed: 1,
  simulated: true,
  taxonomy: "values.csv",
  pairs: 1,
  generators: simulatedGenerators.slice(0, 1),
  panel: simulatedPanel.slice(0, 2),
  rubricJudge: simulatedJudges[0],
  positionJudges: simulatedJudges.slice(0, 1),
  embedder: { model: simulatedEmbedderModel, dimensions: 8 },
};

const scores = (text: string) => (folder: string) =>
  Deno.writeTextFile(join(folder, "scores.csv"), text);
const reproduce = (data: string, out = "out") => (folder: string): ReturnType<Case["run"]> => [
  "reproduce",
  "--data",
  join(folder, data),
  "--out",
  join(folder, out),
];
const study = (text: string) => async (folder: string) => {
  await Deno.copyFile("data/sample_taxonomy.csv", join(folder, "values.csv"));
  await Deno.writeTextFile(join(folder, "study.json"), text);
};
const runStudy = (folder: string): ReturnType<Case["run"]> => ["study", "run", folder];
const nothing = () => Promise.resolve();

const CASES: readonly Case[] = [
  {
    name: "a file that is not there",
    given: nothing,
    run: reproduce("scores.csv"),
    says: ["scores.csv", "Expected"],
  },
  {
    name: "a file of another kind",
    given: (folder) => Deno.writeTextFile(join(folder, "scores.txt"), "hello"),
    run: reproduce("scores.txt"),
    says: ["scores.txt", "Expected"],
  },
  {
    name: "a column that is missing",
    given: scores(`${HEADER.replace("nudge_direction,", "")}${MORE}\na,b,q,0,1,2,3\n`),
    run: reproduce("scores.csv"),
    says: ["scores.csv", "nudge_direction", "Expected"],
  },
  {
    name: "a position outside 0 to 6",
    given: scores(`${HEADER}${MORE}\n${GOOD}\n${GOOD.replace(",2,3", ",7,3")}\n`),
    run: reproduce("scores.csv"),
    says: ["scores.csv, row 2, grok_4_value1_position: Expected", "0 to 6", "7"],
  },
  {
    name: "a cell that is no number",
    given: scores(`${HEADER}${MORE}\n${GOOD.replace(",2,3", ",2,three")}\n`),
    run: reproduce("scores.csv"),
    says: ["scores.csv, row 1, grok_4_value2_position: Expected", "0 to 6", "three"],
  },
  {
    name: "a column of an unknown model key",
    given: scores(
      `${HEADER}no_such_model_value1_position,no_such_model_value2_position\n${GOOD}\n`,
    ),
    run: reproduce("scores.csv"),
    says: ["scores.csv", "no_such_model", "Expected"],
  },
  {
    name: "an unknown model key in a study",
    given: study(JSON.stringify({ ...config, complianceModels: ["no_such_model"] })),
    run: runStudy,
    says: ["study.json, complianceModels[0]: Expected", "no_such_model"],
  },
  {
    name: "an empty file",
    given: scores(""),
    run: reproduce("scores.csv"),
    says: ["scores.csv", "Expected"],
  },
  {
    name: "a truncated Parquet file",
    given: async (folder) => {
      const path = join(folder, "scores.parquet");
      await writeLayout(path, layoutColumns({ rows: 30 }));
      const bytes = await Deno.readFile(path);
      await Deno.writeFile(path, bytes.subarray(0, bytes.length >> 1));
    },
    run: reproduce("scores.parquet"),
    says: ["scores.parquet", "Expected"],
  },
  {
    name: "a study.json that is no JSON",
    given: study(`{"name": "bad input",\n"seed": }`),
    run: runStudy,
    says: ["study.json", "Expected"],
  },
  {
    name: "an unknown field in study.json",
    given: study(JSON.stringify({ ...config, panle: [] })),
    run: runStudy,
    says: ["study.json, panle: Expected only known fields"],
  },
  {
    name: "no key for a provider",
    given: study(JSON.stringify({
      ...config,
      providers: { fresh: { api: "openai", apiKeyEnv: "FAULTLINE_TEST_NO_SUCH_KEY" } },
      rubricJudge: { key: "judge", provider: "fresh", model: "judge" },
    })),
    run: runStudy,
    says: ["FAULTLINE_TEST_NO_SUCH_KEY", "Expected", "fresh"],
  },
  {
    name: "a folder for tables that cannot be written",
    given: scores(`${HEADER}${MORE}\n${GOOD}\n`),
    run: reproduce("scores.csv", "scores.csv/out"),
    says: ["scores.csv/out", "Expected a folder"],
  },
  {
    name: "a folder for the demo that cannot be written",
    given: scores("a file"),
    run: (folder) => ["demo", "--pairs", "1", "--out", join(folder, "scores.csv/out")],
    says: ["scores.csv/out", "Expected"],
  },
  {
    name: "a folder for the demo that is a file",
    given: scores("a file"),
    run: (folder) => ["demo", "--pairs", "1", "--out", join(folder, "scores.csv")],
    says: ["scores.csv", "Expected", "its folder is a file"],
  },
  {
    name: "a spec that is not there, before anything is asked",
    given: study(JSON.stringify({
      ...config,
      spec: "spec.md",
      complianceJudges: simulatedJudges.slice(0, 1),
    })),
    run: runStudy,
    says: ["spec.md", "Expected a readable Markdown file"],
  },
  {
    name: "a model without a price under a cap",
    given: study(JSON.stringify({
      ...config,
      budgetUsd: 1,
      rubricJudge: { key: "mine", provider: "simulated_openai", model: "mine" },
    })),
    run: runStudy,
    says: ['study.json, rubricJudge.model: Expected a price for "mine"', '"prices"'],
  },
  {
    name: "a study's folder that is a file",
    given: scores("a file"),
    run: (folder) => runStudy(join(folder, "scores.csv")),
    says: ["scores.csv/study.json", "Expected"],
  },
  {
    name: "a study's folder without a study",
    given: nothing,
    run: runStudy,
    says: ["study.json: Expected a study"],
  },
];

for (const { name, given, run, says } of CASES) {
  Deno.test(`${name}: one sentence, exit code 2, nothing half-written`, async () => {
    const folder = await Deno.makeTempDir();
    try {
      await given(folder);
      const before = await pathsUnder(folder);
      const { code, err } = await command(...splitCommand(run(folder)));
      const sentences = err.trimEnd().split("\n").filter((line) => !/^read \d/.test(line));
      assertEquals(sentences.length, 1, `Expected one line but found:\n${err}`);
      for (const part of says) assertStringIncludes(sentences[0]!, part);
      assertMatch(sentences[0]!, /Expected .+/);
      assertNotMatch(err, /^\s+at |\.ts:\d+/m);
      assertEquals(code, 2);
      assertEquals(await pathsUnder(folder), before);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}

function splitCommand([name, ...args]: readonly [string, ...string[]]): [string, string[]] {
  return [name, args];
}
