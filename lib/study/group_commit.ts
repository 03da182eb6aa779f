/** Options of a {@linkcode GroupCommit}. */
export interface GroupCommitOptions {
  /** Largest number of operations in one commit. */
  readonly limit?: number;
  /** Milliseconds to gather for; by default four times what the last commit took, at most 25. */
  readonly delay?: number;
}

interface Waiting<T> {
  readonly operation: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

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
  readonly #delay: number | undefined;
  #waiting: Waiting<T>[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #lastCommit = 0;

  /** @param commit Makes the operations durable, all or none. */
  constructor(
    commit: (operations: readonly T[]) => void | Promise<void>,
    options: GroupCommitOptions = {},
  ) {
    this.#commit = commit;
    this.#limit = options.limit ?? 5_000;
    this.#delay = options.delay;
  }

  /** Adds an operation and resolves when it is committed. */
  add(operation: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ operation, resolve, reject });
      if (this.#running) return;
      if (this.#waiting.length >= this.#limit) void this.#drain();
      else this.#timer ??= setTimeout(() => void this.#drain(), this.#gatherFor());
    });
  }

  /** Commits what waits now, and resolves when nothing waits any more; never rejects. */
  async flush(): Promise<void> {
    while (this.#running || this.#waiting.length > 0) await (this.#running ?? this.#drain());
  }

  #gatherFor(): number {
    return this.#delay ?? Math.min(25, 4 * this.#lastCommit);
  }

  #drain(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#waiting.length > 0) {
        this.#timer ??= setTimeout(() => void this.#drain(), this.#gatherFor());
      }
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    const group = this.#waiting.splice(0, this.#limit);
    if (group.length === 0) return;
    const began = performance.now();
    try {
      await this.#commit(group.map((waiting) => waiting.operation));
    } catch (error) {
      for (const waiting of group) waiting.reject(error);
      return;
    } finally {
      this.#lastCommit = performance.now() - began;
    }
    for (const waiting of group) waiting.resolve();
  }
}
