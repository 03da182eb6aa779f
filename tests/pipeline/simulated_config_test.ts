import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { resolve } from "node:path";
import { simulatedConfig } from "../../lib/pipeline/simulated_config.ts";
import { modelsOf, parseStudyConfig, SIMULATED_PROVIDERS } from "../../lib/study/config.ts";

Deno.test("simulatedConfig() names sample files that are there, from any folder", async () => {
  for (const folder of ["out/demo", "/tmp", "."]) {
    const { taxonomy, spec } = simulatedConfig(folder);
    for (const path of [taxonomy, spec!]) {
      assert((await Deno.stat(resolve(folder, path))).isFile);
    }
  }
});

Deno.test("simulatedConfig() asks simulated models alone and survives being written and read", () => {
  const config = simulatedConfig("out/demo", { pairs: 7, seed: 3 });
  assertEquals([config.pairs, config.seed, config.simulated], [7, 3, true]);
  for (const [field, model] of modelsOf(config)) {
    assert(Object.hasOwn(SIMULATED_PROVIDERS, model.provider), `${field} is real`);
  }
  assertEquals(parseStudyConfig(JSON.parse(JSON.stringify(config)), "study.json"), config);
  assertNotEquals(simulatedConfig("out/demo"), config);
});
