import { redact } from "../redact.ts";
import { type BatchApi, BatchRefused } from "./batch_api.ts";
import type { BatchLedger } from "./batch_ledger.ts";
import type { BatchRecord } from "./batch_record.ts";

/** What came of cancelling the open batches of a study. */
export interface Cancellation {
  /** How many were cancelled. */
  readonly cancelled: number;
  /** A sentence for each that could not be, which says why, without keys; these may still be paid. */
  readonly left: readonly string[];
}

/** What {@linkcode cancelBatches} works with. */
export interface CancelParts {
  readonly batchesOf: (provider: string) => BatchApi | undefined;
  readonly secrets: () => Iterable<string>;
}

/** Cancels all batches that are open, at each provider whatever comes of the others. */
export async function cancelBatches(
  { batchesOf, secrets }: CancelParts,
  ledger: BatchLedger,
): Promise<Cancellation> {
  const left: string[] = [];
  const cancelled = await Promise.all(ledger.records.map(async (record) => {
    try {
      const batches = batchesOf(record.provider);
      if (!batches) throw new Error("its provider has no batches any more");
      return await cancel(batches, ledger, record);
    } catch (error) {
      const { id, keys, model, provider } = record;
      const which = `Batch ${id ?? "without an id"} of ${keys.length} calls to model ${model}`;
      const reason = redact((error as Error).message, secrets());
      left.push(`${which} of ${provider} could not be cancelled: ${reason}`);
      return false;
    }
  }));
  return { cancelled: cancelled.filter(Boolean).length, left: left.sort() };
}

/** Cancels a batch; false where there is nothing to cancel any more. */
async function cancel(
  batches: BatchApi,
  ledger: BatchLedger,
  record: BatchRecord,
): Promise<boolean> {
  if (record.id === null) {
    const found = await batches.find(await ledger.sought(record));
    if (found === "unclear") throw new Error("its provider cannot tell yet which one it is");
    if (found === "absent") return false;
    await ledger.opened(record, found.id);
  }
  try {
    await batches.cancel(record.id!);
    return true;
  } catch (error) {
    if (!(error instanceof BatchRefused)) throw error;
    // One that has just ended cannot be cancelled; its results are there.
    const state = await batches.state(record.id!).catch(() => null);
    if (!state?.ended) throw error;
    return false;
  }
}
