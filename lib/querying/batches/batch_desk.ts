import type { Call } from "../../study/call.ts";
import type { Budget } from "../budget.ts";
import type { ClaimDesk } from "../claim_desk.ts";
import type { Answer } from "../engine.ts";
import { sleep } from "../clock.ts";
import { notRun } from "../live.ts";
import { redact } from "../redact.ts";
import { type BatchApi, BatchRefused } from "./batch_api.ts";
import { BatchLedger } from "./batch_ledger.ts";
import type { BatchRecord } from "./batch_record.ts";
import { cancelBatches, type Cancellation } from "./cancel_batches.ts";
import { Collection, type CollectParts } from "./collection.ts";
import { Gathering, modelOf } from "./gathering.ts";
import { submitBatch } from "./submit_batch.ts";
import { giveUp } from "./take_result.ts";
import { Waiter } from "./waiter.ts";
import { type EndedBatch, LONGEST_POLL, watchBatch, type WatchParts } from "./watch_batch.ts";

/** What a {@linkcode BatchDesk} works with. */
export interface BatchParts extends CollectParts, WatchParts {
  readonly budget: Budget;
  readonly batchesOf: (provider: string) => BatchApi | undefined;
  /** Whether calls to a provider are to go as batches; those that are in one are awaited in any case. */
  readonly batched: (provider: string) => boolean;
  /** Asks alone, where the provider has no batches. */
  readonly askLive: (key: string, call: Call, stop: AbortSignal) => Promise<Answer>;
  /** Where several workers share the calls. */
  readonly claims: Pick<ClaimDesk, "holds" | "regain"> | undefined;
  /** Seconds without a new call after which a batch is submitted. */
  readonly gatherSeconds: number;
}

/** The longest wait between two tries of a provider's queue that is full, in seconds, and of all together. */
const LONGEST_QUEUE = 3600;
const QUEUE_SECONDS = 48 * 3600;
/** Milliseconds for which a submission under way keeps a run that stops. */
const GRACE = 30_000;
const IN_A_BATCH = "in a batch, which the next run collects";

/**
 * Sends calls as provider batches. Calls gather by model until they are many or no more come; each batch's keys are
 * durable before it is submitted, its id after, so a batch of a process that died is found and collected by the
 * next run, or by the next worker, that asks for its calls. Results are matched by key.
 */
export class BatchDesk {
  readonly #gathering: Gathering<Waiter>;
  readonly #ledger: BatchLedger;
  /** Who waits for a batch that is open, by key. */
  readonly #waiting = new Map<string, Waiter>();
  readonly #unsupported = new Set<string>();
  readonly #watched = new Set<string>();
  /** Names of the batches of this process. */
  readonly #begun = new Set<string>();
  /** How often a batch was read, by name. */
  readonly #reads = new Map<string, number>();
  /** Since when a model's batches find the queue full, in milliseconds, and how often. */
  readonly #queued = new Map<string, { readonly since: number; readonly times: number }>();
  #loaded: Promise<void> | undefined;

  constructor(readonly parts: BatchParts, readonly stop: AbortSignal) {
    this.#ledger = new BatchLedger(parts.journal);
    this.#gathering = new Gathering(parts.clock, parts.gatherSeconds, (waiters) => {
      this.#send(waiters).catch((error) => this.#failAll(waiters, error));
    });
  }

  /** Whether a call is in a batch that is open: then it is paid, and must not be sent in another way. */
  async has(key: string): Promise<boolean> {
    await this.#load();
    return this.#recordOf(key) !== undefined;
  }

  /** Asks for one call by a batch; see `LiveAsker.ask`. */
  async ask(key: string, call: Call, stop: AbortSignal): Promise<Answer> {
    await this.#load();
    return await this.#admit({ key, call, stop });
  }

  /**
   * Cancels all open batches of the study. Calls that were done by then are collected, by this run or the next.
   *
   * @returns What was cancelled, and what could not be.
   */
  async cancelAll(): Promise<Cancellation> {
    // Other workers may have begun some meanwhile.
    await this.#ledger.load();
    return await cancelBatches(this.parts, this.#ledger);
  }

  async #load(): Promise<void> {
    await (this.#loaded ??= this.#ledger.load());
  }

  /** The open batch of a call, at a provider that has batches. */
  #recordOf(key: string): BatchRecord | undefined {
    const record = this.#ledger.of(key);
    return record && this.parts.batchesOf(record.provider) && record;
  }

  /** Reserves what a call can cost, and waits for its answer. */
  async #admit(of: Pick<Waiter, "key" | "call" | "stop">): Promise<Answer> {
    const { budget, askLive, batched, priceOf, mostOf } = this.parts;
    const { key, call, stop } = of;
    const submitted = this.#recordOf(key) !== undefined;
    const live = !batched(call.provider) || this.#unsupported.has(call.provider);
    if (!submitted && live) return askLive(key, call, stop);
    const discount = priceOf(call.provider, call.model)?.batchDiscount ?? 0;
    const most = submitted ? 0 : mostOf(call) * (1 - discount);
    while (!(await budget.reserve(most))) {
      if (budget.exhausted) return notRun(key, "over the budget");
      if (stop.aborted) return notRun(key, "stopped");
    }
    const waiter = new Waiter({ ...of, most }, budget, (waiter) => this.#leave(waiter));
    if (stop.aborted) waiter.settle(0, notRun(key, "stopped"));
    // Its batch may have been collected while it waited for the budget; then nothing is reserved for it.
    else if (!this.#join(waiter)) submitted ? this.#again(waiter) : this.#gathering.add(waiter);
    return await waiter.answer;
  }

  /** Has a waiter wait for the batch that its call is in; false where it is in none. */
  #join(waiter: Waiter): boolean {
    const record = this.#recordOf(waiter.key);
    if (!record) return false;
    waiter.place = "submitted";
    this.#waiting.set(waiter.key, waiter);
    this.#watch(record);
    return true;
  }

  async #send(gathered: readonly Waiter[]): Promise<void> {
    for (const waiter of gathered) waiter.place = "moving";
    // Another worker may have submitted some of them before it went away.
    await this.#ledger.load();
    const waiters = gathered.filter((waiter) => {
      if (waiter.stop.aborted) waiter.settle(0, notRun(waiter.key, "stopped"));
      else if (this.parts.claims?.holds(waiter.key) === false) this.#regain(waiter);
      else return !this.#join(waiter);
      return false;
    });
    if (waiters.length === 0) return;
    const { provider, model } = waiters[0]!.call;
    const batches = this.parts.batchesOf(provider);
    if (!batches || this.#unsupported.has(provider)) return this.#fallBack(waiters, provider);
    const submittedAt = this.parts.clock.now();
    const keys = waiters.map(({ key }) => key);
    const record = await this.#ledger.begin({ provider, model, submittedAt, keys });
    this.#begun.add(record.name);
    for (const waiter of waiters) this.#waiting.set(waiter.key, waiter);
    const sought = await this.#ledger.sought(record);
    const submission = await submitBatch(this.parts, batches, waiters, sought, this.stop);
    if (submission.kind === "refused") return this.#refused(record, waiters, submission.error);
    if (submission.kind === "taken") await this.#ledger.opened(record, submission.id);
    for (const waiter of waiters) {
      waiter.place = "submitted";
      if (waiter.stop.aborted) this.#leave(waiter);
    }
    this.#watch(record);
  }

  /** A call whose claim was lost while it gathered is sent only when it is this worker's again. */
  #regain(waiter: Waiter): void {
    const again = async () =>
      await this.parts.claims!.regain(waiter.key, waiter.stop) ?? await this.#admit(waiter);
    if (!waiter.settled) waiter.settle(0, again());
  }

  async #refused(record: BatchRecord, waiters: readonly Waiter[], error: Error): Promise<void> {
    await this.#ledger.close(record);
    for (const waiter of waiters) this.#waiting.delete(waiter.key);
    if (error instanceof BatchRefused && error.unsupported) {
      return this.#fallBack(waiters, record.provider);
    }
    const message = redact(error.message, this.parts.secrets());
    this.parts.note(
      `A batch for model ${record.model} of ${record.provider} was refused: ${message}`,
    );
    await Promise.all(waiters.map(async (waiter) => {
      const fault = { kind: "status" as const, status: statusOf(error), message };
      (await giveUp(this.parts, waiter, fault, 1))();
    }));
  }

  #fallBack(waiters: readonly Waiter[], provider: string): void {
    this.#unsupported.add(provider);
    this.parts.note(`Provider ${provider} has no batches; its calls are sent one by one`);
    for (const waiter of waiters) {
      if (waiter.settled) continue;
      waiter.settle(0, this.parts.askLive(waiter.key, waiter.call, waiter.stop));
    }
  }

  /** Looks at a batch until it has ended or the run stops, unless that is done already. */
  #watch(record: BatchRecord): void {
    const batches = this.parts.batchesOf(record.provider);
    if (!batches || this.#watched.has(record.name)) return;
    this.#watched.add(record.name);
    this.#collect(record, batches)
      .catch((error) => this.#failAll(this.#waitersOf(record), error))
      .finally(() => {
        this.#watched.delete(record.name);
        // Who asked when their results had been passed over.
        if (!this.stop.aborted && this.#waitersOf(record).length > 0) this.#watch(record);
      });
  }

  async #collect(record: BatchRecord, batches: BatchApi): Promise<void> {
    const { parts, stop } = this;
    const reads = this.#reads.get(record.name) ?? 0;
    this.#reads.set(record.name, reads + 1);
    // Until then more of its calls may be asked for, so that it is not read for each of them.
    const wait = Math.min(LONGEST_POLL, parts.gatherSeconds * 2 ** reads);
    const collection = new Collection(parts, this.#ledger, record, this.#waiting);
    try {
      for await (const seen of watchBatch(parts, batches, this.#ledger, record, stop, wait)) {
        // Nobody waits any more; the next run reads them.
        if (stop.aborted) return;
        if ("lines" in seen) await collection.take(seen.lines);
        else if ("ended" in seen) await this.#end(record, collection, seen.ended);
        else this.#leaveFor(record);
      }
    } finally {
      collection.give();
    }
  }

  async #end(record: BatchRecord, collection: Collection, ended: EndedBatch): Promise<void> {
    const { failure } = ended;
    if (failure) {
      this.parts.note(`A batch for model ${record.model} was refused: ${failure.message}`);
    } else this.#queued.delete(modelOf(record));
    const passes = failure?.passes === true && await this.#queue(record);
    if (passes && this.stop.aborted) return;
    // What was cancelled before this run may be sent by it.
    const cancelled = ended.cancelled && this.#begun.has(record.name) ? "now" : ended.cancelled;
    const end = { ...ended, cancelled, failure: failure && { ...failure, passes } };
    for (const waiter of await collection.end(end)) this.#again(waiter);
  }

  /**
   * Waits before a batch is sent again that found the queue full, then in halves: it may be more than the queue ever
   * takes. False where that has gone on for too long.
   */
  async #queue(record: BatchRecord): Promise<boolean> {
    const { clock, pollSeconds } = this.parts;
    const model = modelOf(record);
    const { since, times } = this.#queued.get(model) ?? { since: clock.now(), times: 0 };
    if (clock.now() - since >= QUEUE_SECONDS * 1000) return false;
    this.#queued.set(model, { since, times: times + 1 });
    this.#gathering.limit(record, Math.ceil(record.keys.length / 2));
    const seconds = Math.min(LONGEST_QUEUE, pollSeconds * 10 * 2 ** times);
    await sleep(clock, seconds * 1000, this.stop);
    return true;
  }

  /** What cannot be collected now is left for the next run. */
  #leaveFor(record: BatchRecord): void {
    for (const waiter of this.#waitersOf(record)) {
      this.#waiting.delete(waiter.key);
      waiter.settle(0, notRun(waiter.key, IN_A_BATCH));
    }
  }

  /** Sends a call into another batch, with a new reservation. */
  #again(waiter: Waiter): void {
    if (!waiter.settled) waiter.settle(0, this.#admit(waiter));
  }

  /** The run was stopped: what is gathered is not sent, what is submitted waits for the next run. */
  #leave(waiter: Waiter): void {
    if (this.#gathering.remove(waiter)) waiter.settle(0, notRun(waiter.key, "stopped"));
    else if (waiter.place === "submitted") {
      this.#waiting.delete(waiter.key);
      waiter.settle(0, notRun(waiter.key, IN_A_BATCH));
    } else {
      // A batch whose id is on its way must not be left before that is durable.
      const late = () => waiter.settle(0, notRun(waiter.key, IN_A_BATCH));
      waiter.answer.finally(this.parts.clock.after(GRACE, late)).catch(() => {});
    }
  }

  #waitersOf(record: BatchRecord): Waiter[] {
    return record.keys.flatMap((key) => {
      const waiter = this.#waiting.get(key);
      return waiter && this.#ledger.isFor(key, record) ? [waiter] : [];
    });
  }

  #failAll(waiters: readonly Waiter[], error: unknown): void {
    for (const waiter of waiters) {
      this.#waiting.delete(waiter.key);
      waiter.fail(error);
    }
  }
}

function statusOf(error: Error): number | null {
  return error instanceof BatchRefused ? error.status : null;
}
