import { createHash } from "node:crypto";
import type { Call } from "../../study/call.ts";
import type { Fault } from "../fault.ts";
import { notRun } from "../live.ts";
import { redact } from "../redact.ts";
import type { BatchLine, BatchResult } from "./batch_api.ts";
import type { BatchLedger } from "./batch_ledger.ts";
import type { BatchRecord } from "./batch_record.ts";
import { chargeGarbled, giveUp, type TakeParts, takeResult } from "./take_result.ts";
import type { Waiter } from "./waiter.ts";
import type { EndedBatch } from "./watch_batch.ts";

/** What a {@linkcode Collection} works with. */
export interface CollectParts extends TakeParts {
  readonly note: (sentence: string) => void;
  /** The most that a call can cost alone. */
  readonly mostOf: (call: Call) => number;
}

/**
 * How often a call goes into a batch, by all processes, before it counts as failed. Each time may be paid, and takes up
 * to a day; a fault that meets one call in a hundred by chance meets the same call three times once in a million.
 */
export const SUBMISSIONS = 3;

const none = (message: string): Fault => ({
  scope: "retry",
  kind: "status",
  status: null,
  message,
});
const NO_ANSWER = none("its batch gave no answer");
const EXPIRED = none("its batch expired before it was answered");
const LOST: Fault = {
  scope: "retry",
  kind: "malformed",
  status: 200,
  message: "its batch gave no answer under its key, but lines that bear none or cannot be read",
};

/** Takes the results of one batch as they are read, by key, and says in the end which calls are to be sent again. */
export class Collection {
  /** Keys of which nothing was taken yet. */
  readonly #left: Set<string>;
  /** Keys that have a result for which nobody waited when it was read. */
  readonly #unwanted = new Set<string>();
  readonly #unserved = new Set<string>();
  /** Why calls have no answer that can be used. */
  readonly #faults = new Map<string, Fault>();
  /** What gives answers that are durable; the last is held back, for the batch's end must be before the run may be over. */
  readonly #gives: (() => void)[] = [];

  /** @param waiting Who waits for a call, by key; who got an answer is taken out. */
  constructor(
    readonly parts: CollectParts,
    readonly ledger: BatchLedger,
    readonly record: BatchRecord,
    readonly waiting: Map<string, Waiter>,
  ) {
    this.#left = new Set(record.keys);
    for (const key of record.unanswered) this.#left.delete(key);
  }

  /** Journals lines together. Those of a former reading may come again. */
  async take(lines: readonly BatchLine[]): Promise<void> {
    const taken = await Promise.allSettled(lines.map(async (line) => {
      if ("unserved" in line) this.#unserved.add(line.unserved);
      else if ("unreadable" in line) await this.#keep(line.unreadable);
      else if ("result" in line) await this.#take(line.result);
    }));
    for (const give of this.#gives.splice(0, this.#gives.length - 1)) give();
    for (const one of taken) if (one.status === "rejected") throw one.reason;
  }

  /** Gives all that is in the journal to who waits for it. */
  give(): void {
    for (const give of this.#gives.splice(0)) give();
  }

  /**
   * Nothing more will come of the batch. Makes that durable, and then gives the last answers.
   *
   * @returns Whose calls are to be sent again.
   */
  async end({ cancelled, failure, lost, gone }: EndedBatch): Promise<Waiter[]> {
    const { parts, ledger, record } = this;
    const waiters = this.#waiters();
    const missing = waiters.filter(({ key }) => this.#left.has(key) && !this.#unwanted.has(key));
    await this.#charge(missing, lost);
    for (const { key } of missing) {
      this.#left.delete(key);
      if (cancelled || failure) continue;
      this.#faults.set(key, this.#unserved.has(key) ? EXPIRED : lost > 0 ? LOST : NO_ANSWER);
    }
    const again: Waiter[] = [];
    const failed: Fault[] = [];
    const ended = new Set([...missing, ...waiters.filter(({ key }) => this.#faults.has(key))]);
    for (const waiter of ended) {
      const attempts = this.#attempts(waiter.key);
      const fault = this.#faults.get(waiter.key);
      const refused = failure && !failure.passes && !fault ? none(failure.message) : null;
      if (cancelled === "now") {
        this.#settled(waiter, () => waiter.settle(0, notRun(waiter.key, "batch cancelled")));
      } else if (refused) {
        this.#settled(waiter, await giveUp(parts, waiter, refused, attempts));
      } else if (fault && attempts >= SUBMISSIONS) {
        failed.push(fault);
        // What was paid so often is not paid for again by every run.
        const paid = fault.kind === "malformed" && (fault.status ?? 200) < 400;
        this.#settled(waiter, await giveUp(parts, waiter, fault, attempts, paid));
      } else again.push(waiter);
    }
    this.#tell(failed, cancelled === "now" ? ended.size : 0);
    // What nobody asked for is kept where there may be answers to it.
    const left = gone || failure ? [] : [...this.#left];
    await ledger.ended(record, left, [...this.#faults.keys()]);
    for (const { key } of again) this.waiting.delete(key);
    this.give();
    return again;
  }

  async #take(result: BatchResult): Promise<void> {
    const { key } = result;
    const waiter = this.waiting.get(key);
    if (!this.#left.has(key)) return;
    if (!waiter) return void this.#unwanted.add(key);
    // A provider's mistake must not put an answer under a key that did not ask for it, nor two under one.
    this.#left.delete(key);
    this.#unwanted.delete(key);
    waiter.place = "moving";
    const taken = await takeResult(this.parts, this.record, result, waiter, this.#attempts(key));
    if (typeof taken === "function") this.#settled(waiter, taken);
    else {
      this.#faults.set(key, taken);
      waiter.place = "submitted";
    }
  }

  /** Keeps a line of which nobody knows whose it is. */
  async #keep(line: string): Promise<void> {
    const hash = createHash("sha256").update(line).digest("hex").slice(0, 16);
    await this.parts.journal.setNote(`malformed/batch/${this.record.name}/${hash}`, line);
  }

  /**
   * Of calls without an answer, as many as there are lines without a key may have been paid. All go to one model; the
   * dearest count.
   */
  async #charge(missing: readonly Waiter[], lost: number): Promise<void> {
    const { parts, record } = this;
    const paid = missing.filter(({ key }) => !this.#unserved.has(key))
      .map((waiter) => ({ waiter, most: lost > 0 ? parts.mostOf(waiter.call) : 0 }))
      .sort((a, b) => b.most - a.most)
      .slice(0, lost);
    const where = `one of malformed/batch/${record.name}/`;
    await Promise.all(paid.map(({ waiter }) => chargeGarbled(parts, record, waiter, where)));
  }

  #tell(failed: readonly Fault[], cancelled: number): void {
    const { note, secrets } = this.parts;
    const which = `model ${this.record.model} of ${this.record.provider}`;
    if (cancelled > 0) {
      note(`A batch for ${which} was cancelled; ${cancelled} calls are left for the next run`);
    }
    if (failed.length > 0) {
      note(
        `${failed.length} calls to ${which} have no usable answer after ${SUBMISSIONS} batches and count as failed: ${
          redact(failed[0]!.message, secrets())
        }`,
      );
    }
  }

  #settled(waiter: Waiter, give: () => void): void {
    this.#gives.push(() => {
      if (this.waiting.get(waiter.key) === waiter) this.waiting.delete(waiter.key);
      give();
    });
  }

  /** How often a call went into a batch by now. */
  #attempts(key: string): number {
    return this.ledger.failedBatches(key) + 1;
  }

  /** Who waits for this batch. */
  #waiters(): Waiter[] {
    const { ledger, record, waiting } = this;
    return record.keys.flatMap((key) => {
      const waiter = waiting.get(key);
      return waiter && ledger.isFor(key, record) ? [waiter] : [];
    });
  }
}
