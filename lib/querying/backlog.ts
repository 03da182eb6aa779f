import type { Ask } from "./engine.ts";
import { Fifo } from "./fifo.ts";

/** An ask with the key of its call. */
export interface KeyedAsk<A> {
  readonly ask: A;
  readonly key: string;
}

/** Asks whose answers are in the journal and have still to be read back, in their order. */
export interface Backlog<A> {
  /** How many they are. */
  readonly size: number;
  /** True when nothing more should be added until something was taken. */
  readonly full: boolean;
  /** Notes asks that were taken from their source, in order; `journaled` says of which the journal has the answer. */
  add(asks: readonly KeyedAsk<A>[], journaled: (key: string) => boolean): void;
  /**
   * Takes the first asks, at most so many.
   *
   * @throws {Error} Where an iterable does not give the same asks again.
   */
  take(most: number): KeyedAsk<A>[];
  /** Leaves the rest. */
  close(): void;
}

/** Bytes of asks that are held at most, and what one takes beside its texts. */
const MOST_BYTES = 32 * 2 ** 20;
const BYTES_PER_ASK = 300;

/**
 * Makes the backlog of a run. Asks that can be gone through again (an array, an iterable that begins anew) are not
 * held, however many they are; those of a generator are, up to 32 MiB.
 *
 * @param keyOf The key of the call that an ask comes to.
 */
export function makeBacklog<A extends Ask>(
  asks: Iterable<A> | AsyncIterable<A>,
  keyOf: (ask: A) => string,
): Backlog<A> {
  if (Symbol.asyncIterator in asks) return new HeldBacklog(keyOf);
  const again = asks[Symbol.iterator]();
  return (again as unknown) === asks ? new HeldBacklog(keyOf) : new RepeatedBacklog(again, keyOf);
}

class HeldBacklog<A extends Ask> implements Backlog<A> {
  readonly #asks = new Fifo<{ readonly ask: A; readonly bytes: number }>();
  #bytes = 0;

  constructor(readonly keyOf: (ask: A) => string) {}

  get size(): number {
    return this.#asks.size;
  }

  get full(): boolean {
    return this.#bytes >= MOST_BYTES;
  }

  add(asks: readonly KeyedAsk<A>[], journaled: (key: string) => boolean): void {
    for (const { ask, key } of asks) {
      if (!journaled(key)) continue;
      const bytes = bytesOf(ask, this.#asks.last?.ask);
      this.#bytes += bytes;
      this.#asks.push({ ask, bytes });
    }
  }

  take(most: number): KeyedAsk<A>[] {
    const taken: KeyedAsk<A>[] = [];
    while (taken.length < most && this.#asks.first) {
      const { ask, bytes } = this.#asks.shift()!;
      this.#bytes -= bytes;
      taken.push({ ask, key: this.keyOf(ask) });
    }
    return taken;
  }

  close(): void {
    this.#asks.takeWhere(() => true);
  }
}

/** About how much memory an ask takes; models that are asked the same share its messages. */
function bytesOf(ask: Ask, before: Ask | undefined): number {
  if (ask.messages === before?.messages) return BYTES_PER_ASK;
  return ask.messages.reduce((sum, { content }) => sum + content.length, BYTES_PER_ASK);
}

class RepeatedBacklog<A> implements Backlog<A> {
  readonly full = false;
  size = 0;
  /** One for each ask: the mark of its key where it is to be taken, else 0. */
  #marks = new Uint32Array(1024);
  #at = 0;
  #end = 0;

  /** @param again Goes through the asks once more. */
  constructor(readonly again: Iterator<A>, readonly keyOf: (ask: A) => string) {}

  add(asks: readonly KeyedAsk<A>[], journaled: (key: string) => boolean): void {
    if (this.#end + asks.length > this.#marks.length) {
      const marks = new Uint32Array(2 * (this.#end + asks.length));
      marks.set(this.#marks);
      this.#marks = marks;
    }
    for (const { key } of asks) {
      if (journaled(key)) {
        this.#marks[this.#end] = markOf(key);
        this.size++;
      }
      this.#end++;
    }
  }

  take(most: number): KeyedAsk<A>[] {
    const taken: KeyedAsk<A>[] = [];
    while (taken.length < most && this.size > 0) {
      const { done, value } = this.again.next();
      if (done) {
        throw new Error(
          `Expected ${this.#end} asks when gone through again but found ${this.#at}`,
        );
      }
      const mark = this.#marks[this.#at++]!;
      if (mark === 0) continue;
      const key = this.keyOf(value);
      if (markOf(key) !== mark) {
        throw new Error(
          `Expected the same asks when gone through again but ask ${this.#at} is another one`,
        );
      }
      taken.push({ ask: value, key });
      this.size--;
    }
    return taken;
  }

  close(): void {
    this.again.return?.();
  }
}

/** The beginning of a key as a number, never 0. */
function markOf(key: string): number {
  return parseInt(key.slice(0, 8), 16) || 1;
}
