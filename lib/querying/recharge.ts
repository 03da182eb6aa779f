import type { ProviderConfig } from "../study/config.ts";
import type { Journal } from "../study/journal.ts";
import { chargedUsd, tokensOf } from "./charging.ts";
import { interpret } from "./interpret.ts";
import type { Price } from "./prices.ts";

/**
 * Charges completions that have no charge, which a kill may have lost, or none with a price, where there is one now.
 * The journal's bodies tell the usage, so nothing is asked.
 *
 * @param journal Opened for writing.
 * @param providers The study's providers.
 * @param priceOf The price of a model, or null.
 * @returns How many completions were charged.
 */
export async function recharge(
  journal: Journal,
  providers: Readonly<Record<string, ProviderConfig>>,
  priceOf: (provider: string, model: string) => Price | null,
): Promise<number> {
  let charged = 0;
  for await (const { key, call, status, body, source } of journal.uncharged()) {
    const config = providers[call.provider];
    const price = priceOf(call.provider, call.model);
    if (!config || !price) continue;
    const { usage } = interpret(config.api, status, body);
    const usd = chargedUsd(config.api, call, status, usage, price, source !== "live");
    await journal.charge({ key, ...tokensOf(usage), usd });
    charged++;
  }
  return charged;
}
