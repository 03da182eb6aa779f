import { z } from "zod";
import builtIn from "../../data/prices.json" with { type: "json" };
import { BUILT_IN_PROVIDERS, type ProviderConfig } from "../study/config.ts";
import { readInput } from "../study/read_input.ts";
import type { Usage } from "./reading.ts";

/** US dollars per million tokens. */
const dollars = z.number().min(0);

const rates = { input: dollars, cachedInput: dollars.optional(), output: dollars };

/** Checks a {@linkcode Price}. */
export const priceSchema = z.strictObject({
  ...rates,
  long: z.strictObject({ over: z.int().min(1), ...rates }).optional(),
  batchDiscount: z.number().min(0).max(1).optional(),
  note: z.string().optional(),
});

/**
 * What a model costs, in US dollars per million tokens. `cachedInput` is `input` where left out; `batchDiscount` is
 * the share taken off by a provider batch (0.5: half price; 0 where left out). `long` holds for all tokens of a call
 * whose input, cached or not, has more tokens than `over`.
 */
export type Price = z.infer<typeof priceSchema>;

/** Checks a {@linkcode PriceTable}. */
export const priceTableSchema = z.strictObject({
  date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "a date such as 2026-11-24"),
  note: z.string().optional(),
  providers: z.record(z.string(), z.record(z.string(), priceSchema)),
});

/** Prices by the study's id of the provider and the name of the model, as of a date. */
export type PriceTable = z.infer<typeof priceTableSchema>;

/** The prices that come with the project, `data/prices.json`. */
export const BUILT_IN_PRICES: PriceTable = priceTableSchema.parse(builtIn);

/** What may follow the name of a model: a date, a revision, `latest`. */
const SUFFIX = /^(?:[-@](?:\d{4}-\d{2}-\d{2}|\d{8}|\d{3,4}|\d{2}-\d{2,4}|latest|0))?$/;

/**
 * Checks a price table.
 *
 * @param value What was read from the file.
 * @param file Its name, for messages.
 * @throws {InputError} For the first fault, naming file and field.
 */
export function parsePriceTable(value: unknown, file: string): PriceTable {
  return readInput(priceTableSchema, value, { file });
}

/**
 * The price of a model, or null. The study's own table comes first, under the provider's id. The built-in one
 * holds for the official addresses alone: what a gateway or a local server costs is for its user to say.
 *
 * @param id The study's id of the provider.
 * @param config How it is reached.
 * @param model The provider's name of the model; a dated name takes the price of the undated one.
 * @param own The study's own table.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { priceOf } from "./prices.ts";
 *
 * const official = { api: "openai" as const };
 * assert(priceOf("openai", official, "gpt-4.1-2025-04-14")!.input === 2);
 * assert(priceOf("openai", { ...official, baseUrl: "http://localhost:8000/v1" }, "gpt-4.1") === null);
 * ```
 */
export function priceOf(
  id: string,
  config: ProviderConfig,
  model: string,
  own?: PriceTable,
): Price | null {
  const official = config.baseUrl === BUILT_IN_PROVIDERS[id]?.baseUrl &&
    config.api === BUILT_IN_PROVIDERS[id]?.api;
  for (const table of [own, official ? BUILT_IN_PRICES : undefined]) {
    const models = table?.providers[id];
    if (!models) continue;
    const found = Object.keys(models)
      .filter((name) => model.startsWith(name) && SUFFIX.test(model.slice(name.length)))
      .sort((a, b) => b.length - a.length)[0];
    if (found !== undefined) return models[found]!;
  }
  return null;
}

/** What that usage costs, in US dollars. */
export function costOf(price: Price, usage: Usage, batch = false): number {
  const fresh = usage.inputTokens - usage.cachedInputTokens;
  const { long } = price;
  const rate = long && usage.inputTokens > long.over ? long : price;
  const millions = (fresh * rate.input +
    usage.cachedInputTokens * (rate.cachedInput ?? rate.input) +
    usage.outputTokens * rate.output) / 1e6;
  return millions * (batch ? 1 - (price.batchDiscount ?? 0) : 1);
}
