import { resolve } from "node:path";
import { parsePriceTable, type Price, priceOf, type PriceTable } from "../querying/prices.ts";
import { simulatedPrices } from "../simulation/prices.ts";
import { type ProviderConfig, providersOf, SIMULATED_PROVIDERS } from "../study/config.ts";
import { InputError } from "../study/input_error.ts";
import { parseJson } from "../study/manifest.ts";
import type { Study } from "../study/study.ts";

/** The providers of a study and what their models cost. */
export interface StudyPrices {
  readonly providers: Readonly<Record<string, ProviderConfig>>;
  readonly priceOf: (provider: string, model: string) => Price | null;
}

/**
 * Reads what the models of a study cost.
 *
 * @throws {InputError} For a fault in the study's own table.
 */
export async function studyPrices({ config, folder }: Study): Promise<StudyPrices> {
  const providers = { ...(config.simulated ? SIMULATED_PROVIDERS : {}), ...providersOf(config) };
  const own = config.prices === undefined
    ? config.simulated ? simulatedPrices : undefined
    : await readPrices(resolve(folder, config.prices));
  return {
    providers,
    priceOf(provider, model) {
      const found = providers[provider];
      return found ? priceOf(provider, found, model, own) : null;
    },
  };
}

async function readPrices(file: string): Promise<PriceTable> {
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch (cause) {
    throw new InputError("Expected a table of prices that can be read", { file }, { cause });
  }
  return parsePriceTable(parseJson(text, file), file);
}
