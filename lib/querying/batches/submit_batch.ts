import { type Clock, sleep } from "../clock.ts";
import { responseFault } from "../fault.ts";
import { interpret } from "../interpret.ts";
import type { Api } from "../reading.ts";
import { type BatchApi, type BatchItem, BatchRefused } from "./batch_api.ts";
import type { BatchRecord } from "./batch_record.ts";

/** How often a batch is submitted again after a fault that passes. */
const RETRIES = 6;

/**
 * Submits a batch, again after faults that pass, and sets the provider's id in its record.
 *
 * @param stop Aborted when nothing more shall be submitted.
 * @returns Null, or why the batch was not taken.
 */
export async function submitBatch(
  { clock, apiOf }: { readonly clock: Clock; readonly apiOf: (provider: string) => Api },
  batches: BatchApi,
  items: readonly BatchItem[],
  record: BatchRecord,
  stop: AbortSignal,
): Promise<Error | null> {
  for (let failures = 0;;) {
    try {
      record.id = await batches.submit(items, record.name);
      return null;
    } catch (error) {
      const passes = !(error instanceof BatchRefused) ||
        isPassing(apiOf(record.provider), error.status, error.body);
      if (!passes || ++failures > RETRIES || stop.aborted) return error as Error;
      await sleep(clock, Math.min(60_000, 1000 * 2 ** failures), stop);
    }
  }
}

function isPassing(api: Api, status: number, body: string): boolean {
  const { scope } = responseFault(api, status, body, interpret(api, status, body));
  return scope === "retry" || scope === "limited";
}
