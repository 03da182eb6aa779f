/** Where asks are taken from, many at a time. */
export interface AskSource<A> {
  /** True once nothing is left to take. */
  readonly ended: boolean;
  /** Takes asks that are ready, at most so many: none where the next is still to come. Throws what the source threw. */
  take(most: number): A[];
  /** Leaves the rest. */
  close(): void;
}

/** Asks that an asynchronous source may be ahead. */
const AHEAD = 512;

/**
 * Makes a source of an iterable.
 *
 * @param ready Called when an asynchronous iterable has another ask, has ended or has thrown.
 */
export function askSource<A>(
  asks: Iterable<A> | AsyncIterable<A>,
  ready: () => void,
): AskSource<A> {
  return Symbol.asyncIterator in asks
    ? new AsyncSource(asks, ready)
    : new SyncSource(asks[Symbol.iterator]());
}

class SyncSource<A> implements AskSource<A> {
  ended = false;

  constructor(readonly iterator: Iterator<A>) {}

  take(most: number): A[] {
    const taken: A[] = [];
    while (taken.length < most && !this.ended) {
      const { done, value } = this.iterator.next();
      if (done) this.ended = true;
      else taken.push(value);
    }
    return taken;
  }

  close(): void {
    if (this.ended) return;
    this.ended = true;
    this.iterator.return?.();
  }
}

class AsyncSource<A> implements AskSource<A> {
  readonly #buffer: A[] = [];
  #done = false;
  #error: { readonly value: unknown } | undefined;
  #goOn = () => {};

  constructor(asks: AsyncIterable<A>, readonly ready: () => void) {
    this.#fill(asks).catch((value) => this.#error = { value }).finally(() => {
      this.#done = true;
      ready();
    });
  }

  get ended(): boolean {
    return this.#done && this.#buffer.length === 0 && !this.#error;
  }

  take(most: number): A[] {
    if (this.#error && this.#buffer.length === 0) throw this.#error.value;
    const taken = this.#buffer.splice(0, most);
    if (this.#buffer.length < AHEAD) this.#goOn();
    return taken;
  }

  close(): void {
    this.#done = true;
    this.#goOn();
  }

  async #fill(asks: AsyncIterable<A>): Promise<void> {
    for await (const ask of asks) {
      if (this.#done) return;
      this.#buffer.push(ask);
      this.ready();
      if (this.#buffer.length >= AHEAD) {
        await new Promise<void>((resolve) => this.#goOn = resolve);
      }
    }
  }
}
