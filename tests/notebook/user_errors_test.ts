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
import { openStudy, outliersFigure, readScores, runHere, showTable, simulatedConfig } from "../lib/mod.ts";
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
    "an option that there is not",
    'simulatedConfig("x", { pair: 3 } as never)',
    /^TypeError: Expected only options that simulatedConfig has \(pairs, seed\) but found "pair": is pairs meant\?\nIn line 1 of the cell:\n {4}simulatedConfig\(.+$/,
  ],
  [
    "a list where a table is wanted",
    "showTable([{ a: 1 }] as never)",
    /^TypeError: Expected a table but found a list: showTable\(toTable\(rows\)\) shows one\nIn line 1 of the cell:\n.+$/,
  ],
  [
    "a taxonomy with a bad row",
    'const bad = await folderOf({ ...real, taxonomy: "values.csv" });\n\n' +
    'await Deno.writeTextFile(bad + "/values.csv", "name,category,domain\\na,b,c\\nd,e\\n");\nawait runHere(bad)',
    /^InputError: [\w-]+\/values\.csv, row 2, domain: Expected a text but found an empty cell$/,
  ],
  [
    "a taxonomy that is not there",
    'await runHere(await folderOf({ ...real, taxonomy: "none.csv" }))',
    /^InputError: [\w-]+\/none\.csv: Expected a CSV of values but found none there$/,
  ],
  [
    "a journal that is none",
    'await Deno.mkdir("none");\nawait Deno.copyFile(made + "/study.json", "none/study.json");\n' +
    'await Deno.writeTextFile("none/journal.sqlite", "no database".repeat(1000));\nawait runHere("none")',
    /^JournalError: none\/journal\.sqlite: Expected a journal [^\n]+: restore the file from a copy$/,
  ],
  [
    "a journal of a newer version",
    'const { DatabaseSync } = await import("node:sqlite");\n' +
    'const journal = new DatabaseSync(made + "/journal.sqlite");\n' +
    'journal.exec("PRAGMA user_version = 99");\njournal.close();\nawait runHere(made)',
    /^InputError: made\/journal\.sqlite: Expected a journal of version \d+ or less but found 99: a newer Faultline wrote it$/,
  ],
];

/** What ends no cell but must be told: the cell, and what its display says. */
const TOLD: readonly (readonly [string, string, RegExp])[] = [
  [
    "a cap that is reached",
    'await runHere("capped", { ...simulatedConfig("capped", { pairs: 2 }), budgetUsd: 0.001 })',
    /neutral queries : .*2 not_run.* The budget of \$0\.001 does not allow for another call: \$0\.00 is spent, and the next one could cost up to \$[\d.]+; the run stops/,
  ],
  [
    "a network that is missing",
    'const away = { api: "openai", baseUrl: "http://127.0.0.1:1/v1", apiKeyEnv: "AWAY_KEY", retries: 0 };\n' +
    'Deno.env.set("AWAY_KEY", "sk-secret-0123456789abcdef");\n' +
    'const far = { key: "far", provider: "away", model: "m" };\n' +
    "const lost = await folderOf({ ...real, providers: { away }, generators: [far], panel: [far],\n" +
    "  rubricJudge: far, positionJudges: [far], embedder: { model: far, dimensions: 64 } });\n" +
    "await runHere(lost)",
    /1 call failed: Connection error: [^.]+\. Look at the network, the key and the model(?:'|&#39;)s name; run the cell again to ask what failed, and nothing else, anew\./,
  ],
  [
    "a journal of an older version, which is brought up",
    'const { DatabaseSync: Old } = await import("node:sqlite");\n' +
    'const old = new Old(made + "/journal.sqlite");\n' +
    'old.exec("PRAGMA user_version = 1; DROP TABLE IF EXISTS embedding_charges");\nold.close();\n' +
    "await runHere(made)",
    /panel responses : 36 of 36 \(36 answered\)/,
  ],
];

Deno.test({
  ...needsPython("a notebook tells the likeliest mistakes in a sentence, with no stack"),
  fn: async (test) => {
    const folder = await Deno.makeTempDir({ dir: PROJECT_FOLDER, prefix: ".test-" });
    const sources = [...TOLD, ...MISTAKES].map(([, source]) => source);
    const notebook = notebookOf(FIRST, ...sources);
    for (const cell of notebook.cells) cell.metadata = { tags: ["raises-exception"] };
    try {
      await Deno.writeTextFile(join(folder, "a.ipynb"), formatNotebook(notebook));
      const run = await runNotebook(join(folder, "a.ipynb"), await setUpJupyter(JUPYTER_FOLDER), {
        cellSeconds: 100,
      });
      assertEquals(run.failure, null);
      const [, ...all] = run.notebook.cells as CodeCell[];
      for (const [i, [what, , sentence]] of TOLD.entries()) {
        await test.step(what, () => {
          const shown = all[i]!.outputs.map((output) =>
            "data" in output ? String((output.data as Record<string, unknown>)["text/html"]) : ""
          ).join(" ").replace(/<(style|script)[^]*?<\/\1>|<[^>]+>/g, " ").replace(/\s+/g, " ");
          assertMatch(shown, sentence);
          assert(!JSON.stringify(all[i]!.outputs).includes("sk-secret"));
        });
      }
      const cells = all.slice(TOLD.length);
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
