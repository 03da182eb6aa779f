import { Fifo } from "./fifo.ts";

/**
 * Passes values from many writers to one reader, in order, without a bound of its own (the writers bound
 * themselves). Closed with an error, the reader gets it after the values before it.
 */
export class Channel<T> implements AsyncIterable<T> {
  readonly #values = new Fifo<T>();
  #closed = false;
  #error: unknown;
  #wake: (() => void) | null = null;

  /** How many values wait for the reader. */
  get size(): number {
    return this.#values.size;
  }

  /** Adds a value; without effect once closed. */
  push(value: T): void {
    if (this.#closed) return;
    this.#values.push(value);
    this.#wake?.();
  }

  /** No more values. */
  close(error?: unknown): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#error = error;
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    while (true) {
      while (this.#values.size > 0) yield this.#values.shift() as T;
      if (this.#closed) {
        if (this.#error !== undefined) throw this.#error;
        return;
      }
      await new Promise<void>((resolve) => this.#wake = resolve);
      this.#wake = null;
    }
  }
}
