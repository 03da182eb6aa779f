import type { Outcome } from "../study/outcome.ts";

/**
 * Rows of a table, read as an array is read, whether they are all in memory or made when they are looked at. Every
 * array is one.
 */
export interface Rows<T> extends Iterable<T> {
  readonly length: number;
  at(index: number): T | undefined;
  map<U>(make: (row: T, index: number) => U): U[];
  flatMap<U>(make: (row: T, index: number) => U | readonly U[]): U[];
  filter(keep: (row: T, index: number) => unknown): T[];
  find(is: (row: T, index: number) => unknown): T | undefined;
  some(is: (row: T, index: number) => unknown): boolean;
  every(is: (row: T, index: number) => unknown): boolean;
  slice(start?: number, end?: number): T[];
}

/**
 * Rows that stand in columns and are made when they are looked at, so that millions of them cost a few bytes each.
 * What `map`, `filter` and the like give is an array, as long as what was asked for.
 *
 * Subclasses keep their columns in plain fields, which a deep comparison sees.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { LazyRows } from "./rows.ts";
 *
 * class Squares extends LazyRows<{ x: number }> {
 *   readonly length = 3;
 *   protected row(i: number) {
 *     return { x: i * i };
 *   }
 * }
 * assert(new Squares().filter(({ x }) => x > 0).length === 2);
 * assert(new Squares().at(-1)?.x === 4);
 * ```
 */
export abstract class LazyRows<T> implements Rows<T> {
  abstract readonly length: number;

  /** The row at an index from 0 to `length - 1`. */
  protected abstract row(index: number): T;

  at(index: number): T | undefined {
    const i = index < 0 ? this.length + index : index;
    return i >= 0 && i < this.length ? this.row(i) : undefined;
  }

  *[Symbol.iterator](): Generator<T, undefined> {
    for (let i = 0; i < this.length; i++) yield this.row(i);
  }

  map<U>(make: (row: T, index: number) => U): U[] {
    return this[Symbol.iterator]().map(make).toArray();
  }

  flatMap<U>(make: (row: T, index: number) => U | readonly U[]): U[] {
    return this[Symbol.iterator]().flatMap((row, i) => [make(row, i)].flat() as U[]).toArray();
  }

  filter(keep: (row: T, index: number) => unknown): T[] {
    return this[Symbol.iterator]().filter(keep).toArray();
  }

  find(is: (row: T, index: number) => unknown): T | undefined {
    return this[Symbol.iterator]().find(is);
  }

  some(is: (row: T, index: number) => unknown): boolean {
    return this[Symbol.iterator]().some(is);
  }

  every(is: (row: T, index: number) => unknown): boolean {
    return this[Symbol.iterator]().every(is);
  }

  slice(start = 0, end = this.length): T[] {
    const from = Math.max(0, start < 0 ? this.length + start : start);
    const to = Math.min(this.length, end < 0 ? this.length + end : end);
    return Array.from({ length: Math.max(0, to - from) }, (_, i) => this.row(from + i));
  }
}

/** Rows made of other rows, one of each, when they are looked at. */
export class MappedRows<T, U> extends LazyRows<U> {
  /** @param make Makes one row of one source row. */
  constructor(readonly source: Rows<T>, private readonly make: (row: T) => U) {
    super();
  }

  get length(): number {
    return this.source.length;
  }

  protected row(index: number): U {
    return this.make(this.source.at(index)!);
  }
}

/** The outcome of each row, in order. */
export function* outcomesOf(rows: Iterable<{ readonly outcome: Outcome }>): Generator<Outcome> {
  for (const { outcome } of rows) yield outcome;
}

/** Rows in pieces of at most so many. */
export function* chunksOf<T>(rows: Iterable<T>, size: number): Generator<T[]> {
  let chunk: T[] = [];
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
