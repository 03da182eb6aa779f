import type { Ask } from "./engine.ts";
import { Fifo } from "./fifo.ts";

/** Asks whose answers are in the journal and have still to be read back, in their order. */
export interface Backlog<A> {
  /** How many they are. */
  readonly size: number;
  /** True when nothing more should be added until something was taken. */
  readonly full: boolean;
  /** Notes asks that were taken from their source, in order; `journaled` says of which the journal has the answer. */
  add(asks: readonly A[], journaled: (index: number) => boolean): void;
  /** Takes the first asks, at most so many. */
  take(most: number): A[];
}

/** Bytes of asks that are held at most, and what one takes beside its texts. */
const MOST_BYTES = 32 * 2 ** 20;
const BYTES_PER_ASK = 300;

/**
 * Makes the backlog of a run. Asks that can be gone through again (an array, an iterable that begins anew) are not
 * held, however many they are; those of a generator are, up to 32 MiB.
 */
export function makeBacklog<A extends Ask>(asks: Iterable<A> | AsyncIterable<A>): Backlog<A> {
  return Symbol.asyncIterator in asks || (asks[Symbol.iterator]() as unknown) === asks
    ? new HeldBacklog()
    : new RepeatedBacklog(asks);
}

class HeldBacklog<A extends Ask> implements Backlog<A> {
  readonly #asks = new Fifo<{ readonly ask: A; readonly bytes: number }>();
  #bytes = 0;

  get size(): number {
    return this.#asks.size;
  }

  get full(): boolean {
    return this.#bytes >= MOST_BYTES;
  }

  add(asks: readonly A[], journaled: (index: number) => boolean): void {
    asks.forEach((ask, i) => {
      if (!journaled(i)) return;
      const bytes = bytesOf(ask, this.#asks.last?.ask);
      this.#bytes += bytes;
      this.#asks.push({ ask, bytes });
    });
  }

  take(most: number): A[] {
    const taken: A[] = [];
    while (taken.length < most && this.#asks.first) {
      const { ask, bytes } = this.#asks.shift()!;
      this.#bytes -= bytes;
      taken.push(ask);
    }
    return taken;
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
  readonly #again: Iterator<A>;
  /** One for each ask from the place of `#again` on: 1 where it is to be taken. */
  #marks = new Uint8Array(1024);
  #at = 0;
  #end = 0;

  constructor(asks: Iterable<A>) {
    this.#again = asks[Symbol.iterator]();
  }

  add(asks: readonly A[], journaled: (index: number) => boolean): void {
    if (this.#end + asks.length > this.#marks.length) {
      const marks = new Uint8Array(2 * (this.#end + asks.length));
      marks.set(this.#marks);
      this.#marks = marks;
    }
    for (let i = 0; i < asks.length; i++) {
      if (journaled(i)) {
        this.#marks[this.#end + i] = 1;
        this.size++;
      }
    }
    this.#end += asks.length;
  }

  take(most: number): A[] {
    const taken: A[] = [];
    while (taken.length < most && this.size > 0) {
      const { done, value } = this.#again.next();
      if (done) {
        throw new Error(
          `Expected ${this.#end} asks when gone through again but found ${this.#at}`,
        );
      }
      if (this.#marks[this.#at++] === 1) {
        taken.push(value);
        this.size--;
      }
    }
    return taken;
  }
}
