import type { Call } from "../../study/call.ts";
import type { Journal } from "../../study/journal.ts";
import type { Budget } from "../budget.ts";
import { type Clock, sleep } from "../clock.ts";
import type { Answer } from "../engine.ts";
import { responseFault } from "../fault.ts";
import { interpret } from "../interpret.ts";
import { answerOf, notRun } from "../live.ts";
import type { Price } from "../prices.ts";
import type { Api } from "../reading.ts";
import { redact } from "../redact.ts";
import { type BatchApi, type BatchItem, BatchRefused, type BatchResult } from "./batch_api.ts";
import { type BatchRecord, loadBatches, saveBatch } from "./batch_record.ts";
import { Gathering } from "./gathering.ts";
import { keepResult } from "./keep_result.ts";
import { submitBatch } from "./submit_batch.ts";

/** What a {@linkcode BatchDesk} works with. */
export interface BatchParts {
  readonly journal: Journal;
  readonly clock: Clock;
  readonly budget: Budget;
  readonly apiOf: (provider: string) => Api;
  readonly batchesOf: (provider: string) => BatchApi | undefined;
  /** The most that a call can cost alone. */
  readonly mostOf: (call: Call) => number;
  readonly priceOf: (provider: string, model: string) => Price | null;
  /** Asks alone, where the provider has no batches. */
  readonly askLive: (key: string, call: Call, stop: AbortSignal) => Promise<Answer>;
  readonly note: (sentence: string) => void;
  readonly secrets: () => Iterable<string>;
  /** Seconds without a new call after which a batch is submitted, and between looks at an open one. */
  readonly gatherSeconds: number;
  readonly pollSeconds: number;
}

/** How often a call that failed in a batch goes into another one. */
const RESUBMITS = 3;
/** The longest time between two looks, in seconds. */
const LONGEST_POLL = 300;

interface Waiter extends BatchItem {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
  readonly stop: AbortSignal;
  readonly most: number;
  attempts: number;
}

/**
 * Sends calls as provider batches. Calls gather by model until they are many or no more come; each batch's keys are
 * durable before it is submitted, its id after, so a batch of a process that died is found and collected by the
 * next run that asks for its calls. Results are matched by key.
 */
export class BatchDesk {
  readonly #gathering: Gathering<Waiter>;
  /** Waiters by key, for the batches that are open. */
  readonly #waiting = new Map<string, Waiter>();
  readonly #open = new Map<string, BatchRecord>();
  /** The open batch of a key. */
  readonly #batchOf = new Map<string, string>();
  readonly #unsupported = new Set<string>();
  readonly #watched = new Set<string>();
  readonly #cancelled = new Set<string>();
  /** Results that came before their call was asked for again, by key. */
  readonly #early = new Map<
    string,
    { readonly record: BatchRecord; readonly result: BatchResult }
  >();
  readonly #settled = new WeakSet<Waiter>();
  #resumed: Promise<void> | undefined;

  constructor(readonly parts: BatchParts, readonly stop: AbortSignal) {
    this.#gathering = new Gathering(parts.clock, parts.gatherSeconds, (waiters) => {
      this.#send(waiters).catch((error) => {
        for (const waiter of waiters) this.#settle(waiter, 0, () => waiter.reject(error));
      });
    });
  }

  /** Asks for one call by a batch; see `LiveAsker.ask`. */
  async ask(key: string, call: Call, stop: AbortSignal): Promise<Answer> {
    await (this.#resumed ??= this.#resume());
    const { provider } = call;
    const early = this.#early.get(key);
    const name = this.#batchOf.get(key);
    if (!early && !name && this.#unsupported.has(provider)) {
      return this.parts.askLive(key, call, stop);
    }
    const price = this.parts.priceOf(provider, call.model);
    const most = name || early ? 0 : this.parts.mostOf(call) * (1 - (price?.batchDiscount ?? 0));
    while (!(await this.parts.budget.reserve(most))) {
      if (this.parts.budget.exhausted) return notRun(key, "over the budget");
      if (stop.aborted) return notRun(key, "stopped");
    }
    if (stop.aborted) {
      this.parts.budget.settle(most, 0);
      return notRun(key, "stopped");
    }
    return new Promise<Answer>((resolve, reject) => {
      const waiter = { key, call, resolve, reject, stop, most, attempts: 0 };
      stop.addEventListener("abort", () => this.#leave(waiter), { once: true });
      if (early) return void this.#takeEarly(early, waiter).catch(reject);
      if (!name) return this.#gathering.add(waiter);
      this.#waiting.set(key, waiter);
      this.#watch(this.#open.get(name)!);
    });
  }

  /**
   * Cancels all open batches of the study and returns how many. Calls that were done by then are collected, by this
   * run or the next.
   */
  async cancelAll(): Promise<number> {
    await (this.#resumed ??= this.#resume());
    for (const record of this.#open.values()) {
      this.#cancelled.add(record.name);
      try {
        await this.parts.batchesOf(record.provider)?.cancel(record.id!);
      } catch (error) {
        // One that has just ended cannot be cancelled; its results are there.
        if (!(error instanceof BatchRefused)) throw error;
      }
    }
    return this.#open.size;
  }

  async #send(waiters: readonly Waiter[]): Promise<void> {
    const { journal, clock, note } = this.parts;
    const { provider, model } = waiters[0]!.call;
    const batches = this.parts.batchesOf(provider);
    if (!batches || this.#unsupported.has(provider)) return this.#fallBack(waiters, provider);
    const record: BatchRecord = {
      name: crypto.randomUUID(),
      provider,
      model,
      id: null,
      state: "submitting",
      submittedAt: clock.now(),
      keys: waiters.map((w) => w.key),
    };
    for (const waiter of waiters) {
      waiter.attempts++;
      this.#waiting.set(waiter.key, waiter);
      this.#batchOf.set(waiter.key, record.name);
    }
    await saveBatch(journal, record);
    const refusal = await submitBatch(this.parts, batches, waiters, record, this.stop);
    if (refusal) {
      await this.#close(record);
      for (const waiter of waiters) this.#waiting.delete(waiter.key);
      if (refusal instanceof BatchRefused && refusal.unsupported) {
        return this.#fallBack(waiters, provider);
      }
      const message = redact(refusal.message, this.parts.secrets());
      note(`A batch for model ${model} of ${provider} was refused: ${message}`);
      for (const waiter of waiters) await this.#fail(waiter, message, null, false);
      return;
    }
    record.state = "open";
    await saveBatch(journal, record);
    this.#open.set(record.name, record);
    this.#watch(record);
  }

  #fallBack(waiters: readonly Waiter[], provider: string): void {
    this.#unsupported.add(provider);
    this.parts.note(`Provider ${provider} has no batches; its calls are sent one by one`);
    for (const waiter of waiters) {
      this.#settle(waiter, 0, () => {
        this.parts.askLive(waiter.key, waiter.call, waiter.stop)
          .then(waiter.resolve, waiter.reject);
      });
    }
  }

  /** Looks at a batch until it has ended or the run stops. */
  #watch(record: BatchRecord): void {
    if (this.#watched.has(record.name)) return;
    this.#watched.add(record.name);
    this.#collectWhenEnded(record).catch((error) => {
      for (const key of record.keys) {
        const waiter = this.#waiting.get(key);
        if (waiter) this.#settle(waiter, 0, () => waiter.reject(error));
      }
    }).finally(() => this.#watched.delete(record.name));
  }

  async #collectWhenEnded(record: BatchRecord): Promise<void> {
    const { clock, pollSeconds, batchesOf, note } = this.parts;
    const batches = batchesOf(record.provider)!;
    for (let wait = pollSeconds; !this.stop.aborted; wait = Math.min(LONGEST_POLL, wait * 1.5)) {
      try {
        const state = await batches.state(record.id!);
        if (state.ended) {
          const results = await batches.results(record.id!, state);
          if (state.failure) {
            note(`A batch for model ${record.model} was refused: ${state.failure}`);
          }
          return await this.#collect(record, results, state.failure);
        }
      } catch (error) {
        // A batch that the provider no longer knows yields nothing more; any other trouble passes.
        if (error instanceof BatchRefused && error.status === 404) {
          return await this.#collect(record, [], null);
        }
        if (!(error instanceof BatchRefused) && !(error instanceof TypeError)) throw error;
      }
      await sleep(clock, wait * 1000, this.stop);
    }
  }

  async #collect(
    record: BatchRecord,
    results: readonly BatchResult[],
    failure: string | null,
  ): Promise<void> {
    const unseen = new Set(record.keys);
    const again: Waiter[] = [];
    for (const result of results) {
      // A provider's mistake must not put an answer under a key that did not ask for it.
      if (!unseen.delete(result.key)) continue;
      const waiter = this.#waiting.get(result.key);
      if (!waiter) this.#early.set(result.key, { record, result });
      else if (!(await this.#keep(record, result, waiter))) again.push(waiter);
    }
    for (const key of unseen) {
      const waiter = this.#waiting.get(key);
      if (!waiter) continue;
      if (this.#cancelled.has(record.name)) {
        this.#settle(waiter, 0, () => waiter.resolve(notRun(key, "batch cancelled")));
      } else if (failure) await this.#fail(waiter, failure, null, false);
      else again.push(waiter);
    }
    this.#open.delete(record.name);
    for (const key of record.keys) this.#batchOf.delete(key);
    await this.#closeWhenTaken(record);
    for (const waiter of again) await this.#again(waiter);
  }

  /** Results that nobody has asked for yet keep their batch open: a later run may. */
  async #closeWhenTaken(record: BatchRecord): Promise<void> {
    if (record.keys.some((key) => this.#early.get(key)?.record === record)) return;
    await this.#close(record);
  }

  async #takeEarly(
    { record, result }: { record: BatchRecord; result: BatchResult },
    waiter: Waiter,
  ): Promise<void> {
    this.#early.delete(waiter.key);
    if (!(await this.#keep(record, result, waiter))) await this.#again(waiter);
    await this.#closeWhenTaken(record);
  }

  async #again(waiter: Waiter): Promise<void> {
    this.#waiting.delete(waiter.key);
    if (waiter.attempts < RESUBMITS) this.#gathering.add(waiter);
    else await this.#fail(waiter, "the batch gave no answer", null, false);
  }

  /** Journals a result; false where the call is to be sent again. */
  async #keep(record: BatchRecord, result: BatchResult, waiter: Waiter): Promise<boolean> {
    const api = this.parts.apiOf(record.provider);
    const reading = interpret(api, result.status, result.body);
    if (reading.outcome === "failed" && (result.status >= 400 || reading.malformed)) {
      const fault = responseFault(api, result.status, result.body, reading);
      if (fault.scope === "retry" || fault.scope === "limited") return false;
      await this.#fail(waiter, fault.message, result.status, fault.scope !== "provider");
      return true;
    }
    const usd = await keepResult(this.parts, record, result, waiter, reading);
    this.#settle(
      waiter,
      usd ?? waiter.most,
      () => waiter.resolve(answerOf(result.key, reading, usd, false)),
    );
    return true;
  }

  async #fail(
    waiter: Waiter,
    message: string,
    status: number | null,
    final: boolean,
  ): Promise<void> {
    const { key, call, attempts } = waiter;
    const at = this.parts.clock.now();
    const clean = redact(message, this.parts.secrets());
    await this.parts.journal.fail({
      key,
      call,
      kind: "status",
      status,
      message: clean,
      final,
      at,
      attempts: Math.max(1, attempts),
    });
    const answer: Answer = { ...notRun(key, clean), outcome: "failed" };
    this.#settle(waiter, 0, () => waiter.resolve(answer));
  }

  /** The run was stopped: what is gathered is not sent, what is submitted waits for the next run. */
  #leave(waiter: Waiter): void {
    const gathered = this.#gathering.remove(waiter);
    const submitted = this.#waiting.has(waiter.key);
    if (!gathered && !submitted) return;
    const detail = submitted ? "in a batch, which the next run collects" : "stopped";
    this.#settle(waiter, 0, () => waiter.resolve(notRun(waiter.key, detail)));
  }

  /** Ends a waiter once, and gives its reservation back. */
  #settle(waiter: Waiter, spent: number, then: () => void): void {
    if (this.#waiting.get(waiter.key) === waiter) this.#waiting.delete(waiter.key);
    if (this.#settled.has(waiter)) return;
    this.#settled.add(waiter);
    this.parts.budget.settle(waiter.most, spent);
    then();
  }

  async #close(record: BatchRecord): Promise<void> {
    for (const key of record.keys) this.#batchOf.delete(key);
    await saveBatch(this.parts.journal, { ...record, state: "closed" });
  }

  /** Takes up the batches of processes before this one. */
  async #resume(): Promise<void> {
    for (const record of await loadBatches(this.parts.journal)) {
      const batches = this.parts.batchesOf(record.provider);
      if (!batches) continue;
      if (record.id === null) {
        // The process died between its decision to submit and the provider's answer.
        record.id = await batches.find(record.name) ?? null;
        if (record.id === null) {
          this.parts.note(
            `A batch for model ${record.model} may have been lost as it was submitted; its calls are asked again`,
          );
          await this.#close(record);
          continue;
        }
        record.state = "open";
        await saveBatch(this.parts.journal, record);
      }
      this.#open.set(record.name, record);
      for (const key of record.keys) this.#batchOf.set(key, record.name);
    }
  }
}
