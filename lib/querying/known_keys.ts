import type { Journal } from "../study/journal.ts";

/** From so many keys that were in the journal on, looking up one after another is too slow. */
const MANY = 20_000;
/** How many keys can be read in the time of one look-up. */
const KEYS_PER_LOOKUP = 6;
/** Hexadecimal digits of a key that a number holds without loss. */
const DIGITS = 13;

/**
 * Tells which keys have a completion in the journal. It looks them up; once very many were there (a run that goes on
 * after a stop), it reads the journal's keys as a whole, to 8 bytes each, and looks up only what is not among them.
 */
export class KnownKeys {
  /** The first 52 bits of each key in the journal when it was read, in order; null where that was not worth it. */
  #prefixes: Float64Array | null | undefined;
  #asked = 0;
  #found = 0;

  /** @param total How many keys will be asked for, where that is known. */
  constructor(readonly journal: Pick<Journal, "has" | "keys">, readonly total: number | null) {}

  /**
   * A test for whether each of those keys has a completion. That one has none is certain; that one has is so unless
   * another key begins with the same 52 bits.
   */
  async among(keys: readonly string[]): Promise<(key: string) => boolean> {
    if (this.#found >= MANY && this.#prefixes === undefined) {
      const left = (this.total ?? 0) - this.#asked;
      this.#prefixes = left > 0 ? await readPrefixes(this.journal, left * KEYS_PER_LOOKUP) : null;
    }
    const prefixes = this.#prefixes;
    const read = (key: string) => prefixes && includes(prefixes, prefixOf(key));
    const unread = prefixes ? keys.filter((key) => !read(key)) : keys;
    const there = unread.length > 0 ? await this.journal.has(unread) : new Set<string>();
    this.#asked += keys.length;
    this.#found += keys.length - unread.length + there.size;
    if (unread.length === 0) return () => true;
    const missing = new Set(unread.filter((key) => !there.has(key)));
    return (key) => !missing.has(key);
  }
}

function prefixOf(key: string, at = 0): number {
  return parseInt(key.slice(at, at + DIGITS), 16);
}

/** Reads the beginnings of all keys, or null where there are more than `most`. */
async function readPrefixes(
  journal: Pick<Journal, "keys">,
  most: number,
): Promise<Float64Array | null> {
  let prefixes = new Float64Array(Math.min(most, 2 ** 20));
  let count = 0;
  for await (const page of journal.keys()) {
    if (count + page.length > most) return null;
    if (count + page.length > prefixes.length) {
      const more = new Float64Array(2 * (count + page.length));
      more.set(prefixes);
      prefixes = more;
    }
    for (const key of page) prefixes[count++] = prefixOf(key);
  }
  return prefixes.subarray(0, count);
}

/** Whether a sorted array holds a number. */
function includes(sorted: Float64Array, value: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value;
}
