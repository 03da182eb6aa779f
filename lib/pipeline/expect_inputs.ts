import { isAbsolute, join } from "node:path";
import { readScenarios } from "../generation/given_scenarios.ts";
import { readTaxonomy } from "../generation/taxonomy.ts";
import { readSpec } from "../spec/read.ts";
import { IMPORTED_PROVIDER, LOCAL_PROVIDER, modelsOf, type StudyConfig } from "../study/config.ts";
import { InputError } from "../study/input_error.ts";
import { CONFIG_FILE } from "../study/study.ts";
import { studyPrices } from "./study_prices.ts";

/**
 * Reads every file that a study's config names, before a journal is made for it and anything is paid: a spec that
 * cannot be read would otherwise show when all responses are there.
 *
 * @param folder The study's folder, to which the paths of the config are relative.
 * @throws {InputError} For the first file at fault, more value pairs than the taxonomy has, or a model without a price
 * under a cap.
 *
 * @example
 * ```ts
 * import { expectInputs } from "./expect_inputs.ts";
 * import { simulatedConfig } from "./simulated_config.ts";
 *
 * await expectInputs(simulatedConfig("out/demo"), "out/demo");
 * ```
 */
export async function expectInputs(config: StudyConfig, folder: string): Promise<void> {
  const { taxonomy, scenarios, spec, pairs } = config;
  await expectPrices(config, folder);
  const { length } = await readTaxonomy(within(folder, taxonomy));
  const most = length * (length - 1) / 2;
  if (pairs > most) {
    throw new InputError(
      `Expected at most ${most} pairs, which is all of ${length} values, but found ${pairs}`,
      { file: join(folder, CONFIG_FILE), field: "pairs" },
    );
  }
  if (scenarios !== undefined) await readScenarios(within(folder, scenarios));
  if (spec !== undefined) await readSpec(within(folder, spec));
}

/** A path as the user knows it: an error names it. */
function within(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

/** A run with a cap asks no model that has no price. */
async function expectPrices(config: StudyConfig, folder: string): Promise<void> {
  const { priceOf } = await studyPrices({ config, folder });
  if (config.budgetUsd === undefined) return;
  for (const [field, { provider, model }] of modelsOf(config)) {
    if (provider === LOCAL_PROVIDER || provider === IMPORTED_PROVIDER) continue;
    if (priceOf(provider, model) !== null) continue;
    throw new InputError(
      `Expected a price for "${model}" of ${provider}, which a run with a cap needs, but found none: name a table of prices, laid out as data/prices.json is, in the field "prices"`,
      { file: join(folder, CONFIG_FILE), field: `${field}.model` },
    );
  }
}
