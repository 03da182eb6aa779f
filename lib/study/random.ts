import { createHash } from "node:crypto";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";

/**
 * A seeded source of random numbers (xoroshiro128+ of pure-rand, its 128-bit state taken from the SHA-256 of the
 * seed). The same seed gives the same numbers on every machine. Streams that must not disturb each other are
 * forked by a label: a fork depends on the seed and the labels alone, never on what was drawn before, so that
 * work can be split over workers, reordered or repeated without changing a result.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { Random } from "./random.ts";
 *
 * const random = new Random("pairs");
 * const again = new Random("pairs");
 * assert(random.next() === again.next());
 * assert(random.fork("cell 7").int(10) === new Random("pairs").fork("cell 7").int(10));
 * ```
 */
export class Random {
  readonly #path: readonly [string | number, ...(string | number)[]];
  readonly #generator: ReturnType<typeof xoroshiro128plusFromState>;
  #spare: number | undefined;

  /**
   * @param seed A text or a number; `1` and `"1"` are different seeds.
   * @param labels The labels of a fork: `new Random(seed, "a", 2)` is `new Random(seed).fork("a").fork(2)`.
   */
  constructor(seed: string | number, ...labels: (string | number)[]) {
    this.#path = [seed, ...labels];
    for (const part of this.#path) {
      if (typeof part === "number" && !Number.isFinite(part)) {
        throw new RangeError(`Expected seed to be a text or a finite number but found ${part}`);
      }
    }
    const hash = createHash("sha256").update(JSON.stringify(this.#path)).digest();
    this.#generator = xoroshiro128plusFromState([0, 4, 8, 12].map((at) => hash.readInt32LE(at)));
  }

  /** A number from 0 up to, but not, 1, in steps of 2^-53. */
  next(): number {
    return uniformFloat64(this.#generator);
  }

  /** An integer from 0 to `n - 1`, `n` from 1 to 2^32; its bias is below 2^-21. */
  int(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) {
      throw new RangeError(`Expected n to be an integer from 1 to 2^32 but found ${n}`);
    }
    return Math.floor(uniformFloat64(this.#generator) * n);
  }

  /** One of `items`, each equally likely. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) {
      throw new RangeError("Expected at least one item to pick from but found none");
    }
    return items[this.int(items.length)]!;
  }

  /** A copy of `items` in random order (Fisher and Yates). */
  shuffle<T>(items: readonly T[]): T[] {
    const copy = items.slice();
    for (let last = copy.length - 1; last > 0; last--) {
      const other = this.int(last + 1);
      [copy[last], copy[other]] = [copy[other]!, copy[last]!];
    }
    return copy;
  }

  /** A standard normal number (Marsaglia's polar method). */
  normal(): number {
    if (this.#spare !== undefined) {
      const spare = this.#spare;
      this.#spare = undefined;
      return spare;
    }
    for (;;) {
      const x = 2 * this.next() - 1;
      const y = 2 * this.next() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt(-2 * Math.log(square) / square);
      this.#spare = y * scale;
      return x * scale;
    }
  }

  /** An independent stream, named by `label`; it neither uses nor moves this one. */
  fork(label: string | number): Random {
    return new Random(...this.#path, label);
  }
}
