import { Buffer } from "node:buffer";
import { type Outcome, OUTCOMES } from "../study/outcome.ts";

/** Texts that stand in many rows, each kept once and named by a number from 0 in order of first appearance. */
export class Names {
  private readonly numbers = new Map<string, number>();
  readonly all: string[] = [];

  /** The number of a text, a new one where it is new. */
  number(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    this.numbers.set(name, this.all.length);
    return this.all.push(name) - 1;
  }
}

/** One outcome per row, a byte each; `not_run` until it is set. */
export class OutcomeColumn {
  private readonly codes: Uint8Array;

  constructor(length: number) {
    this.codes = new Uint8Array(length).fill(OUTCOMES.indexOf("not_run"));
  }

  set(index: number, outcome: Outcome): void {
    this.codes[index] = OUTCOMES.indexOf(outcome);
  }

  get(index: number): Outcome {
    return OUTCOMES[this.codes[index]!]!;
  }

  /** All of them, in order. */
  *[Symbol.iterator](): Generator<Outcome, undefined> {
    for (const code of this.codes) yield OUTCOMES[code]!;
  }
}

const BYTES = 32;

/**
 * One key of a call per row, 32 bytes each; null until it is set.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { KeyColumn } from "./columns.ts";
 *
 * const keys = new KeyColumn(2);
 * keys.set(1, "0f".repeat(32));
 * assert(keys.get(0) === null && keys.get(1) === "0f".repeat(32));
 * ```
 */
export class KeyColumn {
  private readonly bytes: Buffer;

  constructor(length: number) {
    this.bytes = Buffer.alloc(length * BYTES);
  }

  /** @throws {TypeError} For a text that is no key. */
  set(index: number, key: string): void {
    if (!/^[0-9a-f]{64}$/.test(key)) {
      throw new TypeError(
        `Expected the key of a call, 64 digits from 0 to f, but found ${JSON.stringify(key)}`,
      );
    }
    this.bytes.write(key, index * BYTES, BYTES, "hex");
  }

  get(index: number): string | null {
    const key = this.bytes.toString("hex", index * BYTES, (index + 1) * BYTES);
    return key === NO_KEY ? null : key;
  }
}

/** No call has it: SHA-256 never gave 32 zeros. */
const NO_KEY = "0".repeat(2 * BYTES);

/** A number from 0 to 254 per row, or null, a byte each. */
export class SmallColumn {
  private readonly codes: Uint8Array;

  constructor(length: number) {
    this.codes = new Uint8Array(length).fill(255);
  }

  set(index: number, value: number | null): void {
    this.codes[index] = value ?? 255;
  }

  get(index: number): number | null {
    const code = this.codes[index]!;
    return code === 255 ? null : code;
  }
}
