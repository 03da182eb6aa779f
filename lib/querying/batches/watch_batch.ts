import { type Clock, sleep } from "../clock.ts";
import { redact } from "../redact.ts";
import { type BatchApi, BatchRefused, type BatchResult, type Found } from "./batch_api.ts";
import type { BatchLedger } from "./batch_ledger.ts";
import type { BatchRecord } from "./batch_record.ts";
import { seekBatch } from "./seek_batch.ts";

/** What {@linkcode watchBatch} works with. */
export interface WatchParts {
  readonly clock: Clock;
  readonly note: (sentence: string) => void;
  readonly secrets: () => Iterable<string>;
  /** Seconds between the first two looks. */
  readonly pollSeconds: number;
}

/** A batch of which nothing more will come. */
export interface EndedBatch {
  readonly results: readonly BatchResult[];
  /** Why the provider refused the whole batch, or null. */
  readonly failure: string | null;
}

/** The longest time between two looks, in seconds. */
const LONGEST_POLL = 300;
/** How often in a row a provider must say that it knows no such batch: a new one may not be known everywhere yet. */
const GONE = 3;

/** What one look at a batch shows. */
type Look = EndedBatch | Found | "running";

/**
 * Looks at a batch until it has ended, also across a network that is away for a while, and gets its results. One
 * whose id is not known is looked for first.
 *
 * @returns Null when the run was stopped before.
 */
export async function watchBatch(
  { clock, note, secrets, pollSeconds }: WatchParts,
  batches: BatchApi,
  ledger: BatchLedger,
  record: BatchRecord,
  stop: AbortSignal,
): Promise<EndedBatch | null> {
  const which = `of ${record.keys.length} calls to model ${record.model} of ${record.provider}`;
  let gone = 0;
  for (let wait = pollSeconds; !stop.aborted; wait = Math.min(LONGEST_POLL, wait * 1.5)) {
    const sought = record.id === null ? await ledger.sought(record) : null;
    let look: Look;
    try {
      look = await (sought ? seekBatch(batches, sought) : lookAt(batches, record.id!));
      gone = 0;
    } catch (error) {
      gone = error instanceof BatchRefused && error.status === 404 ? gone + 1 : 0;
      if (gone >= GONE) return { results: [], failure: null };
      const reason = redact((error as Error).message, secrets());
      note(`A batch ${which} cannot be looked at (${reason}); it is tried again`);
      look = "running";
    }
    if (look === "absent") {
      note(`A batch ${which} never reached its provider; its calls are sent again`);
      return { results: [], failure: null };
    }
    if (typeof look === "object") {
      if ("results" in look) return look;
      await ledger.opened(record, look.id);
      continue;
    }
    await sleep(clock, wait * 1000, stop);
  }
  return null;
}

async function lookAt(batches: BatchApi, id: string): Promise<EndedBatch | "running"> {
  const state = await batches.state(id);
  if (!state.ended) return "running";
  return { results: await batches.results(id, state), failure: state.failure };
}
