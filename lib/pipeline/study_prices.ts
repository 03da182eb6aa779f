import { resolve } from "node:path";
import { parsePriceTable, type Price, priceOf, type PriceTable } from "../querying/prices.ts";
import { simulatedPrices } from "../simulation/prices.ts";
import { type ProviderConfig, providersOf, type StudyConfig } from "../study/config.ts";
import { InputError } from "../study/input_error.ts";
import { parseJson } from "../study/manifest.ts";

/** The providers of a study and what their models cost. */
export interface StudyPrices {
  readonly providers: Readonly<Record<string, ProviderConfig>>;
  /** The study's own table, that of the simulation in a simulated study, or none. */
  readonly table: PriceTable | undefined;
  readonly priceOf: (provider: string, model: string) => Price | null;
}

/**
 * Reads what the models of a study cost: the table that the config names, over the built-in one.
 *
 * @param study Its config, and the folder to which the table's path is relative.
 * @throws {InputError} For a table that cannot be read, naming the file; what stands in it is not quoted.
 */
export async function studyPrices(
  { config, folder }: { readonly config: StudyConfig; readonly folder: string },
): Promise<StudyPrices> {
  const providers = providersOf(config);
  const table = config.prices === undefined
    ? config.simulated ? simulatedPrices : undefined
    : await readPrices(resolve(folder, config.prices));
  return {
    providers,
    table,
    priceOf(provider, model) {
      const found = Object.hasOwn(providers, provider) ? providers[provider] : undefined;
      return found ? priceOf(provider, found, model, table) : null;
    },
  };
}

async function readPrices(file: string): Promise<PriceTable> {
  let text: string;
  try {
    text = await Deno.readTextFile(file);
  } catch (cause) {
    throw new InputError("Expected a JSON table of prices that can be read", { file }, { cause });
  }
  return parsePriceTable(parseJson(text, file), file);
}
