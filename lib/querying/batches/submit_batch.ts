import { type Clock, sleep } from "../clock.ts";
import { responseFault } from "../fault.ts";
import { interpret } from "../interpret.ts";
import type { Api } from "../reading.ts";
import { redact } from "../redact.ts";
import { type BatchApi, type BatchItem, BatchRefused, type SoughtBatch } from "./batch_api.ts";
import { BatchSearch } from "./seek_batch.ts";
import type { WatchParts } from "./watch_batch.ts";

/** How often a batch is submitted again after a fault that passes, and after a refusal for the pace (some 8 hours). */
const RETRIES = 10;
const PACE_RETRIES = 100;
/** The longest wait between two submissions, in milliseconds. */
const LONGEST_WAIT = 300_000;

/** What came of submitting a batch; `unclear` when the provider may have it or may get it yet. */
export type Submission =
  | { readonly kind: "taken"; readonly id: string }
  | { readonly kind: "refused"; readonly error: Error }
  | { readonly kind: "unclear" };

/** What {@linkcode submitBatch} works with. */
export interface SubmitParts extends WatchParts {
  readonly clock: Clock;
  readonly apiOf: (provider: string) => Api;
}

/**
 * Submits a batch, again after faults that pass. A provider whose answer was lost may have taken the batch, or be about
 * to, and none of them knows a key under which a second submission counts as the first: so it is submitted again only
 * when it has been absent for a while.
 *
 * @param stop Aborted when nothing more shall be submitted.
 */
export async function submitBatch(
  { clock, apiOf, note, secrets, pollSeconds }: SubmitParts,
  batches: BatchApi,
  items: readonly BatchItem[],
  sought: SoughtBatch & { readonly provider: string },
  stop: AbortSignal,
): Promise<Submission> {
  const api = apiOf(sought.provider);
  let search: BatchSearch | null = null;
  let [faults, refusals] = [0, 0];
  while (true) {
    try {
      const found = await search?.look(sought) ?? "absent";
      if (found === "unclear") return { kind: "unclear" };
      if (typeof found === "object") return { kind: "taken", id: found.id };
      if (found === "absent") {
        search = null;
        return { kind: "taken", id: await batches.submit(items, sought.name) };
      }
      if (stop.aborted) return { kind: "unclear" };
      await sleep(clock, pollSeconds * 1000, stop);
    } catch (error) {
      const refusal = error instanceof BatchRefused && error.status < 500 ? error : null;
      const scope = refusal && scopeOf(api, refusal);
      const passes = scope === "retry" || scope === "limited";
      if (refusal && !search && !passes) return { kind: "refused", error: refusal };
      if (!refusal) search ??= new BatchSearch(batches, clock, pollSeconds);
      const tries = scope === "limited" ? ++refusals : ++faults;
      if (tries > (scope === "limited" ? PACE_RETRIES : RETRIES) || stop.aborted) {
        return search ? { kind: "unclear" } : { kind: "refused", error: error as Error };
      }
      const reason = redact((error as Error).message, secrets());
      note(`A batch of ${items.length} calls to ${sought.provider} is not taken yet (${reason})`);
      await sleep(clock, Math.min(LONGEST_WAIT, 1000 * 2 ** tries), stop);
    }
  }
}

function scopeOf(api: Api, { status, body }: BatchRefused) {
  return responseFault(api, status, body, interpret(api, status, body)).scope;
}
