/**
 * First in, first out, without moving what waits.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { Fifo } from "./fifo.ts";
 *
 * const waiting = new Fifo<string>();
 * waiting.push("a");
 * waiting.push("b");
 * assert(waiting.shift() === "a" && waiting.first === "b" && waiting.size === 1);
 * ```
 */
export class Fifo<T> {
  #items: (T | undefined)[] = [];
  #head = 0;

  /** How many wait. */
  get size(): number {
    return this.#items.length - this.#head;
  }

  /** Who waits longest, or undefined. */
  get first(): T | undefined {
    return this.#items[this.#head];
  }

  /** Who came last, or undefined. */
  get last(): T | undefined {
    return this.size > 0 ? this.#items.at(-1) : undefined;
  }

  push(item: T): void {
    this.#items.push(item);
  }

  /** Takes out who waits longest. */
  shift(): T | undefined {
    if (this.size === 0) return undefined;
    const item = this.#items[this.#head];
    this.#items[this.#head++] = undefined;
    if (this.size === 0) {
      this.#items = [];
      this.#head = 0;
    } else if (this.#head >= 1024 && 2 * this.#head > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** Takes out all for which `leaves` is true, in order. */
  takeWhere(leaves: (item: T) => boolean): T[] {
    const taken: T[] = [];
    const kept: T[] = [];
    for (const item of this.#items.slice(this.#head) as T[]) {
      (leaves(item) ? taken : kept).push(item);
    }
    this.#items = kept;
    this.#head = 0;
    return taken;
  }
}
