import { type Clock, sleep } from "../clock.ts";
import type { BatchApi, BatchFailure, BatchLine, BatchState } from "./batch_api.ts";
import type { BatchLedger } from "./batch_ledger.ts";
import type { BatchRecord } from "./batch_record.ts";
import { BatchTrouble } from "./batch_trouble.ts";
import { BatchSearch } from "./seek_batch.ts";

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
  /** Whether somebody cancelled it, since this process looks at it or before. */
  readonly cancelled: "now" | "before" | false;
  readonly failure: BatchFailure | null;
  /** How many lines of its results may be answers that were lost. */
  readonly lost: number;
  /** Whether its provider never had it, or has it no more. */
  readonly gone: boolean;
}

/** What is seen of a batch: some lines of its results; its end; or why it is left for the next run. */
export type Seen =
  | { readonly lines: readonly BatchLine[] }
  | { readonly ended: EndedBatch }
  | { readonly left: string };

/** The longest time between two looks, in seconds. */
export const LONGEST_POLL = 300;
/** How often results that may have been cut off are read again, before they count as all that there is. */
const MOST_DOUBTS = 6;
/** Lines, and letters in them, that are handed on together. */
const LINES_TOGETHER = 500;
const LETTERS_TOGETHER = 4_000_000;
const GONE: EndedBatch = { cancelled: false, failure: null, lost: 0, gone: true };

/** What one reading of the results came to. */
interface Reading {
  /** Lines that bear a key, and lines that do not. */
  readonly read: number;
  readonly lost: number;
  readonly doubt: string | null;
}

/**
 * Looks at a batch until it has ended, also across a network that is away for hours, and reads its results, again from
 * their beginning where that fails. One whose id is not known is looked for first. Nothing more comes when the run was
 * stopped.
 *
 * @param wait Seconds until the first look.
 */
export async function* watchBatch(
  { clock, note, secrets, pollSeconds }: WatchParts,
  batches: BatchApi,
  ledger: BatchLedger,
  record: BatchRecord,
  stop: AbortSignal,
  wait: number,
): AsyncGenerator<Seen> {
  const which = `of ${record.keys.length} calls to model ${record.model} of ${record.provider}`;
  const search = new BatchSearch(batches, clock, pollSeconds);
  const trouble = new BatchTrouble(clock, secrets);
  let doubts = 0;
  let ranOn = false;
  await sleep(clock, wait * 1000, stop);
  for (let poll = pollSeconds; !stop.aborted; poll = Math.min(LONGEST_POLL, poll * 1.5)) {
    const sought = record.id === null ? await ledger.sought(record) : null;
    let found: string | undefined;
    try {
      const look = await (sought ? search.look(sought) : batches.state(record.id!));
      if (look === "absent") {
        note(`A batch ${which} never reached its provider; its calls are sent again`);
        return yield { ended: GONE };
      }
      if (typeof look === "object" && "ended" in look && look.ended) {
        const reading = yield* readResults(batches, record.id!, look);
        const { cancelled, failure } = look;
        const { lost } = reading;
        const doubt = doubtOf(look, reading);
        if (doubt === null || (++doubts > MOST_DOUBTS && isOf(record, reading))) {
          return yield {
            ended: {
              cancelled: cancelled && (ranOn ? "now" : "before"),
              failure,
              lost,
              gone: false,
            },
          };
        }
        if (doubts > MOST_DOUBTS) {
          note(`The results of a batch ${which} cannot be read; the next run tries again`);
          return yield { left: doubt };
        }
        note(`The results of a batch ${which} may be cut off: ${doubt}; they are read again`);
      }
      trouble.over();
      if (typeof look === "object" && "id" in look) found = look.id;
      else if (typeof look === "object" && !look.ended) ranOn = true;
    } catch (error) {
      const { reason, means } = trouble.of(error);
      if (means === "gone") {
        note(`A batch ${which} is not known to its provider any more; its calls are sent again`);
        return yield { ended: GONE };
      }
      const next = means === "leave" ? "the next run tries again" : "it is tried again";
      note(`A batch ${which} cannot be looked at (${reason}); ${next}`);
      if (means === "leave") return yield { left: reason };
    }
    if (found !== undefined) await ledger.opened(record, found);
    else await sleep(clock, poll * 1000, stop);
  }
}

/** Why results may not be all that there is, or null. */
function doubtOf({ cancelled, expired, failure }: BatchState, { read, lost, doubt }: Reading) {
  if (read + lost > 0) return doubt;
  // Of one that was done there must be something.
  return cancelled || expired || failure ? null : doubt ?? "it tells of no results";
}

/** Whether what was read may be a batch's results: some gateway's answer must not pass for those of all its calls. */
function isOf({ keys }: BatchRecord, { read, lost }: Reading): boolean {
  return read > 0 || 2 * lost >= keys.length;
}

/** Reads results to their end, in groups. */
async function* readResults(
  batches: BatchApi,
  id: string,
  state: BatchState,
): AsyncGenerator<Seen, Reading> {
  let [read, lost, letters] = [0, 0, 0];
  let doubt: string | null = null;
  let lines: BatchLine[] = [];
  for await (const line of batches.results(id, state)) {
    if ("doubt" in line) doubt = line.doubt;
    else if ("unreadable" in line) lost++;
    else read++;
    lines.push(line);
    if ("result" in line) letters += line.result.body.length;
    if (lines.length >= LINES_TOGETHER || letters >= LETTERS_TOGETHER) {
      yield { lines };
      [lines, letters] = [[], 0];
    }
  }
  if (lines.length > 0) yield { lines };
  return { read, lost, doubt };
}
