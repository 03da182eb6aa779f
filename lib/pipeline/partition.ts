import { Names } from "../scoring/columns.ts";
import type { Rows } from "../scoring/rows.ts";

/**
 * Rows by a key, to be looked at one part after the other: what is computed model by model never needs the rows of
 * all models in memory.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { Partition } from "./partition.ts";
 *
 * const parts = new Partition([{ model: "o3" }, { model: "grok_4" }, { model: "o3" }], (r) => r.model);
 * assert(parts.keys.join() === "o3,grok_4" && parts.of("o3").length === 2);
 * ```
 */
export class Partition<T> {
  readonly #rows: Rows<T>;
  readonly #names = new Names();
  readonly #numbers: Uint32Array;

  constructor(rows: Rows<T>, keyOf: (row: T) => string) {
    this.#rows = rows;
    this.#numbers = new Uint32Array(rows.length);
    let i = 0;
    for (const row of rows) this.#numbers[i++] = this.#names.number(keyOf(row));
  }

  /** In order of first appearance. */
  get keys(): readonly string[] {
    return this.#names.all;
  }

  /** What `make` makes of the rows of a key, in their order; `index` is that among all rows. */
  of<U>(key: string, make: (row: T, index: number) => U): U[];
  of(key: string): T[];
  of<U>(key: string, make?: (row: T, index: number) => U): (T | U)[] {
    const number = this.#names.all.indexOf(key);
    const own: (T | U)[] = [];
    this.#numbers.forEach((part, i) => {
      if (part !== number) return;
      const row = this.#rows.at(i)!;
      own.push(make ? make(row, i) : row);
    });
    return own;
  }
}
