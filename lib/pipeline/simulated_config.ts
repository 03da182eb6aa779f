import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  simulatedEmbedderModel,
  simulatedGenerators,
  simulatedJudges,
  simulatedPanel,
} from "../simulation/models.ts";
import { parseStudyConfig, type StudyConfig } from "../study/config.ts";
import { expectOptions } from "../study/expect_options.ts";

const data = (name: string) => fileURLToPath(new URL(`../../data/${name}`, import.meta.url));

/**
 * The config of the simulated study that the demo and the notebooks run: 12 simulated models of 4 families on the
 * sample taxonomy, checked against the sample spec. Its prices are made up and nothing is charged.
 *
 * @param folder Where the study will stand; the sample files are named relative to it.
 * @param options `pairs`: value pairs to draw (220: more than 200 scenarios); `seed`.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { simulatedConfig } from "./simulated_config.ts";
 *
 * const config = simulatedConfig("out/demo", { pairs: 10 });
 * assert(config.simulated && config.panel.length === 12);
 * ```
 */
export function simulatedConfig(
  folder: string,
  options: { readonly pairs?: number; readonly seed?: number } = {},
): StudyConfig {
  expectOptions(options, { pairs: true, seed: true }, "simulatedConfig");
  const { pairs = 220, seed = 1 } = options;
  const path = (name: string) => relative(resolve(folder), data(name)).replaceAll("\\", "/");
  const [first, second, third] = simulatedJudges;
  return parseStudyConfig({
    name: "A simulated study of 12 models",
    seed,
    simulated: true,
    taxonomy: path("sample_taxonomy.csv"),
    pairs,
    generators: simulatedGenerators,
    panel: simulatedPanel,
    rubricJudge: first,
    positionJudges: [second],
    embedder: { model: simulatedEmbedderModel, dimensions: 128 },
    diversity: { threshold: 0.1 },
    labelJudge: third,
    spec: path("sample_spec.md"),
    complianceJudges: simulatedJudges,
  }, "the simulated study");
}
