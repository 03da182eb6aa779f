import { type Clock, sleep } from "../clock.ts";
import { responseFault } from "../fault.ts";
import { interpret } from "../interpret.ts";
import type { Api } from "../reading.ts";
import { type BatchApi, type BatchItem, BatchRefused, type SoughtBatch } from "./batch_api.ts";
import { seekBatch } from "./seek_batch.ts";

/** How often a batch is submitted again after a fault that passes. */
const RETRIES = 6;

/** What came of submitting a batch; `unclear` when the provider may have it or may get it yet. */
export type Submission =
  | { readonly kind: "taken"; readonly id: string }
  | { readonly kind: "refused"; readonly error: Error }
  | { readonly kind: "unclear" };

/**
 * Submits a batch, again after faults that pass. A provider whose answer was lost may have taken the batch, and
 * none of them knows a key under which a second submission counts as the first: so it is looked for before it is
 * submitted again.
 *
 * @param stop Aborted when nothing more shall be submitted.
 */
export async function submitBatch(
  { clock, apiOf }: { readonly clock: Clock; readonly apiOf: (provider: string) => Api },
  batches: BatchApi,
  items: readonly BatchItem[],
  sought: SoughtBatch & { readonly provider: string },
  stop: AbortSignal,
): Promise<Submission> {
  const api = apiOf(sought.provider);
  let doubt = false;
  for (let failures = 0;;) {
    try {
      if (doubt) {
        const found = await seekBatch(batches, sought);
        if (found === "unclear") return { kind: "unclear" };
        if (found !== "absent") return { kind: "taken", id: found.id };
        doubt = false;
      }
      return { kind: "taken", id: await batches.submit(items, sought.name) };
    } catch (error) {
      const refusal = error instanceof BatchRefused && error.status < 500 ? error : null;
      if (refusal && !doubt && !isPassing(api, refusal)) return { kind: "refused", error: refusal };
      doubt ||= !refusal;
      if (++failures > RETRIES || stop.aborted) {
        return doubt ? { kind: "unclear" } : { kind: "refused", error: error as Error };
      }
      await sleep(clock, Math.min(60_000, 1000 * 2 ** failures), stop);
    }
  }
}

function isPassing(api: Api, { status, body }: BatchRefused): boolean {
  const { scope } = responseFault(api, status, body, interpret(api, status, body));
  return scope === "retry" || scope === "limited";
}
