import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { expectInputs } from "../../lib/pipeline/expect_inputs.ts";
import { runFolder } from "../../lib/pipeline/run_folder.ts";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import { InputError } from "../../lib/study/input_error.ts";
import { inFolder } from "./simulated_run.ts";

const FAULTS: [field: string, over: object, says: string][] = [
  ["taxonomy", { taxonomy: "no.csv" }, "no.csv: Expected"],
  ["spec", { spec: "no.md" }, "no.md: Expected"],
  ["prices", { prices: "no.json" }, "no.json: Expected"],
  ["scenarios", { scenarios: "no.jsonl", pairs: 0, generators: [] }, "no.jsonl: Expected"],
  [
    "a price",
    { budgetUsd: 1, panel: [{ key: "mine", provider: "simulated_openai", model: "mine" }] },
    'study.json, panel[0].model: Expected a price for "mine" of simulated_openai',
  ],
  ["pairs", { pairs: 1_000_000 }, "study.json, pairs: Expected at most 3003 pairs"],
];

for (const [field, over, says] of FAULTS) {
  Deno.test(`expectInputs() finds a fault in ${field} before a journal is made`, () =>
    inFolder(async (folder) => {
      const config = { ...simulatedConfig(folder, { pairs: 2 }), ...over };
      await assertRejects(() => expectInputs(config, folder), InputError, says);
      await Deno.writeTextFile(join(folder, "study.json"), JSON.stringify(config));
      await assertRejects(() => runFolder(folder), InputError, says);
      assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["study.json"]);
    }));
}
