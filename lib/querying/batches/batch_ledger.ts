import type { Journal } from "../../study/journal.ts";
import type { BatchResult, SoughtBatch } from "./batch_api.ts";
import { type BatchRecord, loadBatches, saveBatch } from "./batch_record.ts";

/** A result that came before its call was asked for, and its batch. */
export interface EarlyResult {
  readonly record: BatchRecord;
  readonly result: BatchResult;
}

/**
 * The batches of a study that are open, by their keys: those of this process, of processes before it, and of other
 * workers. What changes is durable when it resolves.
 */
export class BatchLedger {
  readonly #journal: Journal;
  readonly #open = new Map<string, BatchRecord>();
  readonly #byKey = new Map<string, BatchRecord>();
  readonly #early = new Map<string, EarlyResult>();
  /** Names of all batches that were read or begun, and their ids by name. */
  readonly #seen = new Set<string>();
  readonly #ids = new Map<string, string>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** Takes in what processes before this one, and other workers, have begun. */
  async load(): Promise<void> {
    for (const record of await loadBatches(this.#journal, this.#seen)) {
      // Another call of this may have been as quick.
      if (this.#seen.has(record.name)) continue;
      this.#note(record);
      if (record.state === "closed") continue;
      this.#add(record);
      // Its process died when all was collected.
      if ((await this.#unended(record.keys)).size === 0) await this.close(record);
    }
  }

  /** All that are open. */
  get records(): BatchRecord[] {
    return [...this.#open.values()];
  }

  /** The open batch of a key. */
  of(key: string): BatchRecord | undefined {
    return this.#byKey.get(key);
  }

  /** Whether a key has an open batch, or a result that came early. */
  has(key: string): boolean {
    return this.#byKey.has(key) || this.#early.has(key);
  }

  /** Begins a batch, which is then about to be submitted. */
  async begin(
    of: Pick<BatchRecord, "provider" | "model" | "submittedAt" | "keys">,
  ): Promise<BatchRecord> {
    const record = { name: crypto.randomUUID(), id: null, state: "submitting" as const, ...of };
    this.#add(record);
    try {
      await saveBatch(this.#journal, record);
    } catch (error) {
      this.#remove(record);
      throw error;
    }
    return record;
  }

  /** The provider has a batch, under this id. */
  async opened(record: BatchRecord, id: string): Promise<void> {
    record.id = id;
    record.state = "open";
    this.#ids.set(record.name, id);
    await saveBatch(this.#journal, record);
  }

  /** A batch as it is looked for at its provider; all that the journal has by now count as others. */
  async sought(record: BatchRecord): Promise<SoughtBatch & { readonly provider: string }> {
    await this.load();
    const others = [...this.#ids].filter(([name]) => name !== record.name).map(([, id]) => id);
    return { ...record, others: new Set(others) };
  }

  /** Nothing more will come of a batch. */
  async close(record: BatchRecord): Promise<void> {
    this.#remove(record);
    record.state = "closed";
    await saveBatch(this.#journal, record);
  }

  /**
   * A batch has ended, and these results of it were taken by nobody. Those whose calls the journal has no end of are
   * kept until they are asked for, by this run or, since the batch then stays open, by a later one.
   */
  async ended(record: BatchRecord, untaken: readonly BatchResult[]): Promise<void> {
    const left = await this.#unended(untaken.map(({ key }) => key));
    for (const result of untaken) {
      if (left.has(result.key)) this.#early.set(result.key, { record, result });
    }
    this.#remove(record);
    await this.#closeIfTaken(record);
  }

  /** Gives out a result that came early, once; `taken` is to be called when it is in the journal. */
  takeEarly(key: string): EarlyResult | undefined {
    const early = this.#early.get(key);
    this.#early.delete(key);
    return early;
  }

  /** A result that came early has its end in the journal. */
  async taken({ record }: EarlyResult): Promise<void> {
    await this.#closeIfTaken(record);
  }

  /** Those of the keys that have neither a completion nor a failure that is final. */
  async #unended(keys: readonly string[]): Promise<Set<string>> {
    const there = await this.#journal.has(keys);
    const missing = keys.filter((key) => !there.has(key));
    const failures = await this.#journal.failures(missing);
    return new Set(missing.filter((key) => !failures.get(key)?.final));
  }

  async #closeIfTaken(record: BatchRecord): Promise<void> {
    for (const early of this.#early.values()) if (early.record === record) return;
    await this.close(record);
  }

  #note({ name, id }: BatchRecord): void {
    this.#seen.add(name);
    if (id !== null) this.#ids.set(name, id);
  }

  #add(record: BatchRecord): void {
    this.#note(record);
    this.#open.set(record.name, record);
    for (const key of record.keys) this.#byKey.set(key, record);
  }

  #remove(record: BatchRecord): void {
    this.#open.delete(record.name);
    for (const key of record.keys) {
      if (this.#byKey.get(key) === record) this.#byKey.delete(key);
    }
  }
}
