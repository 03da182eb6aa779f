/** What a user sees in a notebook of the mistakes that are likeliest: one sentence, and what to do. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { setUpJupyter } from "../../lib/notebook/jupyter.ts";
import { type CodeCell, formatNotebook } from "../../lib/notebook/notebook_file.ts";
import { JUPYTER_FOLDER, PROJECT_FOLDER } from "../../lib/notebook/project_folder.ts";
import { runNotebook } from "../../lib/notebook/run_notebook.ts";
import { needsPython } from "./jupyter_here.ts";
import { notebookOf } from "./notebook_of.ts";

/** Makes studies to be wrong in one thing each; `real` ones ask OpenAI's models. */
const FIRST = `
import { openStudy, outliersFigure, readScores, runHere, simulatedConfig } from "../lib/mod.ts";
const model = (key: string, name: string) => ({ key, provider: "openai", model: name });
const o3 = model("o3", "o3");
const real = {
  name: "Real", seed: 1, taxonomy: "../../data/sample_taxonomy.csv", pairs: 1, generators: [o3], panel: [o3],
  rubricJudge: o3, positionJudges: [o3],
  embedder: { model: model("e", "text-embedding-3-small"), dimensions: 64 },
};
async function folderOf(config: object): Promise<string> {
  const folder = crypto.randomUUID();
  await Deno.mkdir(folder);
  await Deno.writeTextFile(folder + "/study.json", JSON.stringify(config));
  return folder;
}
const made = "made";
const simulated = simulatedConfig(made, { pairs: 1 });
await runHere(made, simulated);
`;

/** The mistake, its cell, and all that is shown of it. */
const MISTAKES: readonly (readonly [string, string, RegExp])[] = [
  [
    "a key that is not set",
    'Deno.env.delete("OPENAI_API_KEY");\nawait runHere(await folderOf(real))',
    /^InputError: OPENAI_API_KEY: Expected the API key of provider "openai" in this environment variable but it is not set$/,
  ],
  [
    "a file that is not there",
    'await readScores("../data/not_there.csv")',
    /^InputError: \.\.\/data\/not_there\.csv: Expected a file or folder that can be read but found none$/,
  ],
  [
    "a study that is not there",
    'await runHere("nowhere")',
    /^InputError: nowhere\/study\.json: Expected a study but the file does not exist$/,
  ],
  [
    "a field of the config that there is not",
    "await runHere(await folderOf({ ...real, pannel: [] }))",
    /^InputError: [\w-]+\/study\.json, pannel: Expected [^\n]* unknown[^\n]*$/,
  ],
  [
    "a field of the config that is missing",
    "await runHere(await folderOf({ ...real, embedder: undefined }))",
    /^InputError: [\w-]+\/study\.json, embedder: [^\n]+$/,
  ],
  [
    "the key of a model that the panel has not",
    'await runHere(await folderOf({ ...real, complianceModels: ["gpt_9"] }))',
    /^InputError: [\w-]+\/study\.json, complianceModels\[0\]: Expected the key of a model of the panel but found "gpt_9"$/,
  ],
  [
    "a model without a price under a cap",
    'Deno.env.set("OPENAI_API_KEY", "none");\n' +
    'await runHere(await folderOf({ ...real, budgetUsd: 1, panel: [model("x", "gpt-none")] }))',
    /^InputError: [\w-]+\/study\.json, [^\n]+: Expected a price for "gpt-none" [^\n]+: name a table of prices, [^\n]+$/,
  ],
  [
    "a study that something else has open",
    "{\n  await using held = await openStudy(made);\n  await runHere(made);\n}",
    /^JournalError: Expected to be the only one to write made\/journal\.sqlite but [^\n]+ has it open: wait [^\n]+$/,
  ],
  [
    "a column of another name",
    'outliersFigure([{ modle: "o3" }] as never)',
    /^TypeError: Expected a column "model" but found modle\nIn line 1 of the cell:\n {4}outliersFigure\(\[\{ modle: "o3" \}\] as never\)$/,
  ],
  [
    "a name that the import has not",
    'const { showTabel } = await import("../lib/mod.ts") as never;\nshowTabel([])',
    /^TypeError: showTabel is not a function\n"\.\.\/lib\/mod\.ts" has no showTabel: is showTable meant\?\nIn line 2 of the cell:\n {4}showTabel\(\[\]\)$/,
  ],
  [
    "a journal of a newer version",
    'const { DatabaseSync } = await import("node:sqlite");\n' +
    'const journal = new DatabaseSync(made + "/journal.sqlite");\n' +
    'journal.exec("PRAGMA user_version = 99");\njournal.close();\nawait runHere(made)',
    /^InputError: made\/journal\.sqlite: Expected a journal of version \d+ or less but found 99: a newer Faultline wrote it$/,
  ],
];

Deno.test({
  ...needsPython("a notebook tells the likeliest mistakes in a sentence, with no stack"),
  fn: async (test) => {
    const folder = await Deno.makeTempDir({ dir: PROJECT_FOLDER, prefix: ".test-" });
    const notebook = notebookOf(FIRST, ...MISTAKES.map(([, source]) => source));
    for (const cell of notebook.cells) cell.metadata = { tags: ["raises-exception"] };
    try {
      await Deno.writeTextFile(join(folder, "a.ipynb"), formatNotebook(notebook));
      const run = await runNotebook(join(folder, "a.ipynb"), await setUpJupyter(JUPYTER_FOLDER), {
        cellSeconds: 100,
      });
      assertEquals(run.failure, null);
      const [, ...cells] = run.notebook.cells as CodeCell[];
      for (const [i, [mistake, , sentence]] of MISTAKES.entries()) {
        await test.step(mistake, () => {
          const errors = cells[i]!.outputs.filter((output) => output.output_type === "error");
          assertEquals(errors.length, 1);
          const [error] = errors;
          assert(error?.output_type === "error");
          assertMatch(error.traceback.join("\n"), sentence);
        });
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
