import type { Journal } from "../../study/journal.ts";
import { chargedUsd, tokensOf } from "../charging.ts";
import type { Clock } from "../clock.ts";
import type { Price } from "../prices.ts";
import type { Api, Reading } from "../reading.ts";
import type { BatchItem, BatchResult } from "./batch_api.ts";
import type { BatchRecord } from "./batch_record.ts";

/**
 * Journals the result of a batch's call with what it cost, at the price of batches.
 *
 * @param record The batch; it has been submitted.
 * @param item The call, and how often it went into a batch.
 * @param reading What the result says.
 * @returns US dollars, or null where the model has no price.
 */
export async function keepResult(
  { journal, clock, apiOf, priceOf }: {
    readonly journal: Journal;
    readonly clock: Clock;
    readonly apiOf: (provider: string) => Api;
    readonly priceOf: (provider: string, model: string) => Price | null;
  },
  record: BatchRecord,
  { key, status, body, requestId }: BatchResult,
  item: BatchItem & { readonly attempts: number },
  { usage }: Reading,
): Promise<number | null> {
  const price = priceOf(record.provider, record.model);
  const usd = chargedUsd(apiOf(record.provider), item.call, status, usage, price, true);
  await Promise.all([
    journal.append({
      key,
      call: item.call,
      status,
      body,
      requestId,
      source: record.id!,
      startedAt: record.submittedAt,
      endedAt: clock.now(),
      attempts: Math.max(1, item.attempts),
    }),
    journal.charge({ key, ...tokensOf(usage), usd }),
  ]);
  return usd;
}
