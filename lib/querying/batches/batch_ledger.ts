import type { Journal } from "../../study/journal.ts";
import type { SoughtBatch } from "./batch_api.ts";
import { type BatchRecord, loadBatches, saveBatch } from "./batch_record.ts";

/**
 * The batches of a study that are open, by their keys: those of this process, of processes before it, and of other
 * workers. What changes is durable when it resolves.
 */
export class BatchLedger {
  readonly #journal: Journal;
  readonly #open = new Map<string, BatchRecord>();
  readonly #byKey = new Map<string, BatchRecord>();
  /** How many batches gave no answer that could be used, by key. */
  readonly #failed = new Map<string, number>();
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
      this.#count(record.unanswered);
      this.#note(record);
      if (record.state === "closed") continue;
      this.#add(record);
      // Its process died when all was collected.
      if ((await this.#unended(openKeys(record))).size === 0) await this.close(record);
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

  /** Whether who waits for a key waits for this batch of it, and not for another one. */
  isFor(key: string, record: BatchRecord): boolean {
    return (this.of(key) ?? record) === record;
  }

  /** How many batches that held a key gave it no answer that could be used, those of former processes included. */
  failedBatches(key: string): number {
    return this.#failed.get(key) ?? 0;
  }

  /** Begins a batch, which is then about to be submitted. */
  async begin(
    of: Pick<BatchRecord, "provider" | "model" | "submittedAt" | "keys">,
  ): Promise<BatchRecord> {
    const record: BatchRecord = {
      name: crypto.randomUUID(),
      id: null,
      state: "submitting",
      unanswered: [],
      ...of,
    };
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
   * A batch has ended.
   *
   * @param left Keys of which nothing was taken, since nobody asked for them yet: while any of them has no end in the
   * journal, the batch stays open for them, and is read again when one is asked for.
   * @param unanswered Keys to which it gave no answer that could be used.
   */
  async ended(
    record: BatchRecord,
    left: readonly string[],
    unanswered: readonly string[],
  ): Promise<void> {
    const unended = await this.#unended(left);
    this.#remove(record);
    record.unanswered = [...record.unanswered, ...unanswered];
    this.#count(unanswered);
    if (unended.size === 0) return await this.close(record);
    this.#add(record, unended);
    await saveBatch(this.#journal, record);
  }

  /** Those of the keys that have neither a completion nor a failure that is final. */
  async #unended(keys: readonly string[]): Promise<Set<string>> {
    const there = await this.#journal.has(keys);
    const missing = keys.filter((key) => !there.has(key));
    const failures = await this.#journal.failures(missing);
    return new Set(missing.filter((key) => !failures.get(key)?.final));
  }

  #count(unanswered: readonly string[]): void {
    for (const key of unanswered) this.#failed.set(key, this.failedBatches(key) + 1);
  }

  #note({ name, id }: BatchRecord): void {
    this.#seen.add(name);
    if (id !== null) this.#ids.set(name, id);
  }

  #add(record: BatchRecord, keys: Iterable<string> = openKeys(record)): void {
    this.#note(record);
    this.#open.set(record.name, record);
    for (const key of keys) this.#byKey.set(key, record);
  }

  #remove(record: BatchRecord): void {
    this.#open.delete(record.name);
    for (const key of record.keys) {
      if (this.#byKey.get(key) === record) this.#byKey.delete(key);
    }
  }
}

/** Keys that a batch may still answer. */
function openKeys({ keys, unanswered }: BatchRecord): string[] {
  const without = new Set(unanswered);
  return keys.filter((key) => !without.has(key));
}
