import type { Call } from "../../study/call.ts";
import type { Budget } from "../budget.ts";
import type { ClaimDesk } from "../claim_desk.ts";
import type { Answer } from "../engine.ts";
import { notRun } from "../live.ts";
import { redact } from "../redact.ts";
import { type BatchApi, BatchRefused, type BatchResult } from "./batch_api.ts";
import { BatchLedger, type EarlyResult } from "./batch_ledger.ts";
import type { BatchRecord } from "./batch_record.ts";
import { Gathering } from "./gathering.ts";
import { seekBatch } from "./seek_batch.ts";
import { submitBatch } from "./submit_batch.ts";
import { giveUp, type TakeParts, takeResult } from "./take_result.ts";
import { Waiter } from "./waiter.ts";
import { type EndedBatch, watchBatch, type WatchParts } from "./watch_batch.ts";

/** What a {@linkcode BatchDesk} works with. */
export interface BatchParts extends TakeParts, WatchParts {
  readonly budget: Budget;
  readonly batchesOf: (provider: string) => BatchApi | undefined;
  /** The most that a call can cost alone. */
  readonly mostOf: (call: Call) => number;
  /** Asks alone, where the provider has no batches. */
  readonly askLive: (key: string, call: Call, stop: AbortSignal) => Promise<Answer>;
  /** Where several workers share the calls. */
  readonly claims: Pick<ClaimDesk, "holds" | "regain"> | undefined;
  /** Seconds without a new call after which a batch is submitted. */
  readonly gatherSeconds: number;
}

/** How often a call that failed in a batch goes into another one. */
const RESUBMITS = 3;
/** Results that are journaled together. */
const TOGETHER = 500;
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
  readonly #cancelled = new Set<string>();
  #loaded: Promise<void> | undefined;

  constructor(readonly parts: BatchParts, readonly stop: AbortSignal) {
    this.#ledger = new BatchLedger(parts.journal);
    this.#gathering = new Gathering(parts.clock, parts.gatherSeconds, (waiters) => {
      this.#send(waiters).catch((error) => this.#failAll(waiters, error));
    });
  }

  /** Asks for one call by a batch; see `LiveAsker.ask`. */
  async ask(key: string, call: Call, stop: AbortSignal): Promise<Answer> {
    await this.#load();
    return await this.#admit({ key, call, stop, attempts: 0 });
  }

  /**
   * Cancels all open batches of the study and returns how many. Calls that were done by then are collected, by this
   * run or the next.
   */
  async cancelAll(): Promise<number> {
    await this.#load();
    let count = 0;
    for (const record of this.#ledger.records) {
      const batches = this.parts.batchesOf(record.provider);
      if (!batches) continue;
      if (record.id === null) {
        const found = await seekBatch(batches, await this.#ledger.sought(record));
        if (typeof found === "string") continue;
        await this.#ledger.opened(record, found.id);
      }
      this.#cancelled.add(record.name);
      count++;
      try {
        await batches.cancel(record.id!);
      } catch (error) {
        // One that has just ended cannot be cancelled; its results are there.
        if (!(error instanceof BatchRefused)) throw error;
      }
    }
    return count;
  }

  async #load(): Promise<void> {
    await (this.#loaded ??= this.#ledger.load());
  }

  /** Reserves what a call can cost, and waits for its answer. */
  async #admit(of: Pick<Waiter, "key" | "call" | "stop" | "attempts">): Promise<Answer> {
    const { budget, askLive, priceOf, mostOf } = this.parts;
    const { key, call, stop } = of;
    const submitted = this.#ledger.has(key);
    if (!submitted && this.#unsupported.has(call.provider)) return askLive(key, call, stop);
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
    const early = this.#ledger.takeEarly(waiter.key);
    const record = this.#ledger.of(waiter.key);
    if (early) void this.#takeEarly(early, waiter);
    else if (record) {
      waiter.place = "submitted";
      this.#waiting.set(waiter.key, waiter);
      this.#watch(record);
    }
    return early !== undefined || record !== undefined;
  }

  async #takeEarly(early: EarlyResult, waiter: Waiter): Promise<void> {
    waiter.place = "moving";
    try {
      const give = await takeResult(this.parts, early.record, early.result, waiter);
      await this.#ledger.taken(early);
      give ? give() : this.#again(waiter);
    } catch (error) {
      waiter.fail(error);
    }
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
    for (const waiter of waiters) {
      waiter.attempts++;
      this.#waiting.set(waiter.key, waiter);
    }
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
    await Promise.all(waiters.map(async (waiter) => (await giveUp(this.parts, waiter, message))()));
  }

  #fallBack(waiters: readonly Waiter[], provider: string): void {
    this.#unsupported.add(provider);
    this.parts.note(`Provider ${provider} has no batches; its calls are sent one by one`);
    for (const waiter of waiters) {
      if (waiter.settled) continue;
      waiter.settle(0, this.parts.askLive(waiter.key, waiter.call, waiter.stop));
    }
  }

  /** Looks at a batch until it has ended or the run stops. */
  #watch(record: BatchRecord): void {
    const { parts, stop } = this;
    const batches = parts.batchesOf(record.provider);
    if (!batches || this.#watched.has(record.name)) return;
    this.#watched.add(record.name);
    watchBatch(parts, batches, this.#ledger, record, stop)
      .then((ended) => ended ? this.#collect(record, ended) : undefined)
      .catch((error) => this.#failAll(this.#waitersOf(record), error))
      .finally(() => this.#watched.delete(record.name));
  }

  async #collect(record: BatchRecord, { results, failure }: EndedBatch): Promise<void> {
    if (failure) this.parts.note(`A batch for model ${record.model} was refused: ${failure}`);
    // A provider's mistake must not put an answer under a key that did not ask for it, nor two under one.
    const unseen = new Set(record.keys);
    const own = results.filter(({ key }) => unseen.delete(key));
    const untaken: BatchResult[] = [];
    const gives: (() => void)[] = [];
    const take = async (result: BatchResult) => {
      const waiter = this.#waiting.get(result.key);
      if (!waiter) return void untaken.push(result);
      waiter.place = "moving";
      const give = await takeResult(this.parts, record, result, waiter);
      if (!give) return;
      gives.push(give);
      this.#waiting.delete(result.key);
    };
    try {
      for (let start = 0; start < own.length; start += TOGETHER) {
        await Promise.all(own.slice(start, start + TOGETHER).map(take));
      }
      // Closed before anyone who waits goes on, and with the last of them perhaps the run.
      await this.#ledger.ended(record, untaken);
    } finally {
      for (const give of gives) give();
    }
    for (const waiter of this.#waitersOf(record)) {
      this.#waiting.delete(waiter.key);
      if (this.#join(waiter)) continue;
      if (this.#cancelled.has(record.name)) {
        waiter.settle(0, notRun(waiter.key, "batch cancelled"));
      } else if (failure) (await giveUp(this.parts, waiter, failure))();
      else if (waiter.attempts < RESUBMITS) this.#again(waiter);
      else (await giveUp(this.parts, waiter, "the batch gave no answer"))();
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

  #waitersOf({ keys }: BatchRecord): Waiter[] {
    return keys.map((key) => this.#waiting.get(key)).filter((waiter) => waiter !== undefined);
  }

  #failAll(waiters: readonly Waiter[], error: unknown): void {
    for (const waiter of waiters) {
      this.#waiting.delete(waiter.key);
      waiter.fail(error);
    }
  }
}
