/** Options of a {@linkcode GroupCommit}. */
export interface GroupCommitOptions<T = never> {
  /** Largest number of operations in one commit. */
  readonly limit?: number;
  /** Most bytes of one commit, by `sizeOf`; an operation that is larger goes by itself. */
  readonly bytes?: number;
  /** Bytes of an operation; none when left out. */
  readonly sizeOf?: (operation: T) => number;
  /** Milliseconds to gather for; by default four times what the last commit took, at most 25. */
  readonly delay?: number;
}

interface Waiting<T> {
  /** Left out by who waits for what was added before. */
  readonly operation?: T;
  readonly size: number;
  /** Whoever waits; nobody does for what was added for later. */
  readonly waiter?: { readonly resolve: () => void; readonly reject: (error: unknown) => void };
}

/** Milliseconds after which what was added for later is committed, where nothing takes it along before. */
const LATER = 200;

/**
 * Gathers operations that wait together and commits them together, in their order, one commit at a time. An
 * operation is acknowledged (its promise resolves) only after the commit that holds it; if the commit fails, all
 * of its operations are rejected, and the next commit is tried anew.
 *
 * Gathering for a multiple of the last commit's time keeps a slow disk from taking the whole event loop, and
 * costs a fast one about a millisecond.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { GroupCommit } from "./group_commit.ts";
 *
 * const commits: number[][] = [];
 * const group = new GroupCommit<number>((numbers) => void commits.push([...numbers]));
 * await Promise.all([group.add(1), group.add(2)]);
 * assert(commits.length === 1 && commits[0]!.length === 2);
 * ```
 */
export class GroupCommit<T> {
  readonly #commit: (operations: readonly T[]) => void | Promise<void>;
  readonly #limit: number;
  readonly #bytes: number;
  readonly #sizeOf: (operation: T) => number;
  readonly #delay: number | undefined;
  #waiting: Waiting<T>[] = [];
  /** Bytes of all that wait. */
  #size = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = Infinity;
  #running: Promise<void> | undefined;
  #lastCommit = 0;
  #lastFailed = false;

  /** @param commit Makes the operations durable, all or none. */
  constructor(
    commit: (operations: readonly T[]) => void | Promise<void>,
    options: GroupCommitOptions<T> = {},
  ) {
    this.#commit = commit;
    this.#limit = options.limit ?? 5_000;
    this.#bytes = options.bytes ?? Infinity;
    this.#sizeOf = options.sizeOf ?? (() => 0);
    this.#delay = options.delay;
  }

  /** Adds an operation and resolves when it is committed. */
  add(operation: T): Promise<void> {
    return this.#wait({ operation, size: this.#sizeOf(operation) });
  }

  /**
   * Adds an operation that goes along with the next commit, or makes one a little later. Nobody waits for it: if its
   * commit fails it is in the next one again, before all others.
   */
  addLater(operation: T): void {
    this.#push({ operation, size: this.#sizeOf(operation) });
    this.#drainWithin(LATER);
  }

  /** Resolves when all that was added so far is committed, and rejects where that failed. */
  committed(): Promise<void> {
    return this.#running || this.#waiting.length > 0 ? this.#wait({ size: 0 }) : Promise.resolve();
  }

  /** Commits what waits now, and resolves when nobody waits any more; never rejects. */
  async flush(): Promise<void> {
    while (this.#running || this.#waiting.length > 0) {
      await (this.#running ?? this.#drain());
      // What nobody waits for is tried once.
      if (this.#lastFailed && !this.#anyoneWaits()) break;
    }
    this.#rest();
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#due = Infinity;
  }

  #push(entry: Waiting<T>): void {
    this.#waiting.push(entry);
    this.#size += entry.size;
  }

  /** Takes what goes into one commit. */
  #take(): Waiting<T>[] {
    let size = 0;
    let count = 0;
    for (const entry of this.#waiting) {
      if (count === this.#limit || (count > 0 && size + entry.size > this.#bytes)) break;
      size += entry.size;
      count++;
    }
    this.#size -= size;
    return this.#waiting.splice(0, count);
  }

  #wait(entry: Omit<Waiting<T>, "waiter">): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#push({ ...entry, waiter: { resolve, reject } });
      this.#drainWithin(this.#gatherFor());
    });
  }

  #anyoneWaits(): boolean {
    return this.#waiting.some(({ waiter }) => waiter);
  }

  #gatherFor(): number {
    return this.#delay ?? Math.min(25, 4 * this.#lastCommit);
  }

  #drainWithin(milliseconds: number): void {
    if (this.#running) return;
    const full = this.#waiting.length >= this.#limit || this.#size >= this.#bytes;
    if (full && !this.#lastFailed) return void this.#drain();
    const due = performance.now() + milliseconds;
    if (due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => void this.#drain(), milliseconds);
  }

  #drain(): Promise<void> {
    this.#rest();
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#waiting.length === 0) return;
      this.#drainWithin(this.#anyoneWaits() ? this.#gatherFor() : LATER);
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    const group = this.#take();
    const operations = group.flatMap(({ operation }) => operation === undefined ? [] : [operation]);
    const began = performance.now();
    try {
      if (operations.length > 0) await this.#commit(operations);
      this.#lastFailed = false;
    } catch (error) {
      this.#lastFailed = true;
      const kept = group.filter(({ waiter }) => !waiter);
      this.#waiting = [...kept, ...this.#waiting];
      this.#size += kept.reduce((sum, { size }) => sum + size, 0);
      for (const { waiter } of group) waiter?.reject(error);
      return;
    } finally {
      this.#lastCommit = performance.now() - began;
    }
    for (const { waiter } of group) waiter?.resolve();
  }
}
