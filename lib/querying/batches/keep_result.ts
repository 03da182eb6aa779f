import type { Journal } from "../../study/journal.ts";
import type { Clock } from "../clock.ts";
import { costOf, type Price } from "../prices.ts";
import type { Reading } from "../reading.ts";
import type { BatchItem, BatchResult } from "./batch_api.ts";
import type { BatchRecord } from "./batch_record.ts";

/**
 * Journals the result of a batch's call with what it cost, at the price of batches.
 *
 * @param record The batch; it has been submitted.
 * @param item The call, and how often it went into a batch.
 * @param reading What the result says.
 * @returns US dollars, or null where they are not known.
 */
export async function keepResult(
  { journal, clock, priceOf }: {
    readonly journal: Journal;
    readonly clock: Clock;
    readonly priceOf: (provider: string, model: string) => Price | null;
  },
  record: BatchRecord,
  { key, status, body, requestId }: BatchResult,
  item: BatchItem & { readonly attempts: number },
  { usage }: Reading,
): Promise<number | null> {
  const price = priceOf(record.provider, record.model);
  const usd = price && usage ? costOf(price, usage, true) : null;
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
    journal.charge({
      key,
      inputTokens: usage?.inputTokens ?? 0,
      cachedInputTokens: usage?.cachedInputTokens ?? 0,
      outputTokens: usage?.outputTokens ?? 0,
      usd,
    }),
  ]);
  return usd;
}
