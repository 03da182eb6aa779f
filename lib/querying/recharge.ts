import type { ProviderConfig } from "../study/config.ts";
import type { Journal } from "../study/journal.ts";
import { chargedUsd, tokensOf } from "./charging.ts";
import { interpret } from "./interpret.ts";
import type { Price } from "./prices.ts";

/**
 * Charges completions that have no charge, which a kill may have lost, or none with a price, where there is one now.
 * The journal's bodies tell the usage, so nothing is asked. What was imported cost nothing.
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
  for (const { stage, provider, model, unpriced } of await journal.totals()) {
    const config = Object.hasOwn(providers, provider) ? providers[provider] : undefined;
    const price = config && priceOf(provider, model);
    // Of models without a price there may be very many: their bodies are not even read.
    if (!config || !price || unpriced === 0) continue;
    for await (const completion of journal.uncharged({ stage, provider, model })) {
      const { key, call, status, body, source } = completion;
      const { usage } = interpret(config.api, status, body);
      // Nobody asked for what was imported.
      const usd = source === "imported"
        ? 0
        : chargedUsd(config, call, status, usage, price, source !== "live");
      await journal.charge({ key, ...tokensOf(usage), usd });
      charged++;
    }
  }
  return charged;
}
