/**
 * Passes values from many writers to one reader, in order, without a bound of its own (the writers bound
 * themselves). Closed with an error, the reader gets it after the values before it.
 */
export class Channel<T> implements AsyncIterable<T> {
  #values: T[] = [];
  #head = 0;
  #closed = false;
  #error: unknown;
  #wake: (() => void) | null = null;

  /** How many values wait for the reader. */
  get size(): number {
    return this.#values.length - this.#head;
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
      while (this.#head < this.#values.length) {
        const value = this.#values[this.#head++]!;
        if (this.#head === this.#values.length) {
          this.#values = [];
          this.#head = 0;
        }
        yield value;
      }
      if (this.#closed) {
        if (this.#error !== undefined) throw this.#error;
        return;
      }
      await new Promise<void>((resolve) => this.#wake = resolve);
      this.#wake = null;
    }
  }
}
