import { setImmediate } from "node:timers/promises";
import { callKey } from "./call.ts";
import type { Charge, Completion, EmbeddingCharge, Failure, Waste } from "./completion.ts";
import { GroupCommit, type GroupCommitOptions } from "./group_commit.ts";
import type { Asked, Claims, Journal, JournalFilter, JournalTotal } from "./journal.ts";
import { JournalError } from "./journal_error.ts";
import { pack } from "./pack.ts";
import type { Role } from "./role.ts";
import { sizeOf, type Store, type Write } from "./store.ts";
import { fromStored, toStored } from "./stored_text.ts";
import {
  type CompletionRow,
  toCompletion,
  toFailure,
  toVector,
  toVectorBytes,
} from "./stored_rows.ts";

/** The note that a row was found damaged, by which the next opening knows. */
export const DAMAGE_NOTE = "damaged";

/** Most bytes of one commit: so long answers make neither a huge statement nor a long transaction. */
const COMMIT_BYTES = 8 * 2 ** 20;

/** How many keys are listed at once, before others get a turn. */
const KEYS_AT_ONCE = 10_000;

/** A journal over a store: what does not depend on which database keeps it. */
export class StoredJournal implements Journal {
  readonly claims?: Claims;
  readonly #store: Store;
  readonly #group: GroupCommit<Write>;
  #closing: Promise<void> | undefined;
  #closed = false;

  constructor(store: Store, options: Pick<GroupCommitOptions, "limit" | "delay"> = {}) {
    this.#store = store;
    if (store.claims) this.claims = store.claims;
    this.#group = new GroupCommit<Write>((writes) => store.commit(writes), {
      ...options,
      bytes: COMMIT_BYTES,
      sizeOf,
    });
  }

  append(completion: Completion): Promise<void> {
    const { key, call, body } = completion;
    return this.#write(() => {
      if (callKey(call) !== key) {
        throw new TypeError(`Expected the key of the call (${callKey(call)}) but found ${key}`);
      }
      return { kind: "append", completion, content: pack(call, body) };
    });
  }

  fail(failure: Failure): Promise<void> {
    return this.#write(() => ({
      kind: "fail",
      failure: { ...failure, message: toStored(failure.message) },
      content: pack(failure.call, ""),
    }));
  }

  // deno-lint-ignore require-await
  async charge(charge: Charge): Promise<void> {
    this.#expectWritable();
    // After a kill uncharged() finds what this loses.
    this.#group.addLater({ kind: "charge", charge });
  }

  waste(waste: Waste): Promise<void> {
    return this.#write(() => ({ kind: "waste", waste }));
  }

  appendEmbeddings(
    vectors: ReadonlyMap<string, Float32Array>,
    charge?: EmbeddingCharge,
  ): Promise<void> {
    return this.#write(() => ({
      kind: "embed",
      vectors: [...vectors].map(([key, vector]) => [key, toVectorBytes(vector)] as const),
      charge,
    }));
  }

  setNote(name: string, value: string): Promise<void> {
    return this.#write(() => ({ kind: "note", name, value: toStored(value) }));
  }

  async find(keys: readonly string[]): Promise<Map<string, Completion>> {
    this.#expectOpen();
    const found = new Map<string, Completion>();
    for await (const row of this.#store.rows("completions", keys)) {
      found.set(row.hex, await this.#whole(row, toCompletion));
    }
    return found;
  }

  async has(keys: readonly string[]): Promise<Set<string>> {
    this.#expectOpen();
    const found = new Set<string>();
    for await (const { hex } of this.#store.rows("present", keys)) found.add(hex);
    return found;
  }

  async *keys(): AsyncGenerator<readonly string[]> {
    let after = "";
    while (true) {
      this.#expectOpen();
      const page = await this.#store.keys(after, KEYS_AT_ONCE);
      if (page.length > 0) yield page;
      if (page.length < KEYS_AT_ONCE) return;
      after = page.at(-1)!;
      await setImmediate();
    }
  }

  async failures(keys: readonly string[]): Promise<Map<string, Failure>> {
    this.#expectOpen();
    const found = new Map<string, Failure>();
    for await (const row of this.#store.rows("failures", keys)) {
      found.set(row.hex, await this.#whole(row, toFailure));
    }
    return found;
  }

  async findEmbeddings(keys: readonly string[]): Promise<Map<string, Float32Array>> {
    this.#expectOpen();
    const found = new Map<string, Float32Array>();
    for await (const { hex, vector } of this.#store.rows("embeddings", keys)) {
      found.set(hex, toVector(vector));
    }
    return found;
  }

  completions(filter: JournalFilter = {}): AsyncIterable<Completion> {
    return this.#streamed(filter, false);
  }

  async *uncharged(filter: JournalFilter = {}): AsyncIterable<Completion> {
    await this.#group.committed();
    yield* this.#streamed(filter, true);
  }

  async *#streamed(filter: JournalFilter, uncharged: boolean): AsyncGenerator<Completion> {
    this.#expectOpen();
    for await (const row of this.#store.stream(filter, uncharged)) {
      this.#expectOpen();
      yield await this.#whole<CompletionRow, Completion>(row, toCompletion);
    }
  }

  async totals(): Promise<JournalTotal[]> {
    this.#expectOpen();
    await this.#group.committed();
    return await this.#store.totals();
  }

  async asked(): Promise<Asked[]> {
    this.#expectOpen();
    const asked: Asked[] = [];
    for (const { role, n } of await this.#store.asked()) {
      asked.push({ ...await this.#store.role(role), completions: n });
    }
    return asked;
  }

  async note(name: string): Promise<string | undefined> {
    this.#expectOpen();
    const value = await this.#store.note(name);
    return value === undefined ? undefined : fromStored(value);
  }

  async noteNames(prefix: string): Promise<string[]> {
    this.#expectOpen();
    return await this.#store.noteNames(prefix);
  }

  close(): Promise<void> {
    return this.#closing ??= this.#close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    await this.#group.flush();
    this.#closed = true;
    await this.#store.close();
  }

  /** Commits what `make` returns; whatever it throws rejects that promise alone. */
  // deno-lint-ignore require-await
  async #write(make: () => Write): Promise<void> {
    this.#expectWritable();
    return this.#group.add(make());
  }

  /** What a row holds; damage never passes for an answer, and the next opening is told of it. */
  async #whole<R extends { readonly hex: string; readonly role: number }, T>(
    row: R,
    read: (row: R, role: Role) => T,
  ): Promise<T> {
    const role = await this.#store.role(row.role);
    try {
      return read(row, role);
    } catch (cause) {
      if (this.#store.recovers) {
        const noted = this.#write(() => ({ kind: "note", name: DAMAGE_NOTE, value: row.hex }));
        // Where even that fails, the damage stays for the next who meets it.
        await noted.catch(() => {});
      }
      throw new JournalError(
        "damaged",
        `${this.#store.place}: Expected a whole record of call ${row.hex} but found damage (${
          (cause as Error).message
        }): ${this.#store.remedy}`,
        { cause },
      );
    }
  }

  #expectWritable(): void {
    if (!this.#store.writable) throw new TypeError("Expected a journal opened for writing");
    this.#expectOpen();
  }

  #expectOpen(): void {
    if (!this.#closed) return;
    throw new JournalError(
      "closed",
      `${this.#store.place}: Expected an open journal but it is closed`,
    );
  }
}
