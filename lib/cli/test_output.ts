/** Keeps the last of a stream of bytes, enough for a summary at its end. */
export class OutputTail {
  #text = "";
  #decoder = new TextDecoder();
  readonly #limit: number;

  /** @param limit Characters to keep. */
  constructor(limit = 10_000) {
    this.#limit = limit;
  }

  push(chunk: Uint8Array): void {
    this.#text = (this.#text + this.#decoder.decode(chunk, { stream: true })).slice(-this.#limit);
  }

  text(): string {
    return this.#text;
  }
}

/** How many tests ended how. */
export interface TestCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/**
 * Reads the last summary of `deno test` from its output.
 *
 * @param output The end of what `deno test` printed, with or without colours.
 * @returns The counts, or undefined where there is no summary.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { readTestCounts } from "./test_output.ts";
 *
 * const counts = readTestCounts("ok | 12 passed (3 steps) | 0 failed | 2 ignored (1s)\n");
 * assert(counts?.passed === 12 && counts.skipped === 2);
 * ```
 */
export function readTestCounts(output: string): TestCounts | undefined {
  // deno-lint-ignore no-control-regex
  const plain = output.replace(/\u001b\[[0-9;]*m/g, "");
  const summary = [
    ...plain.matchAll(/^(?:ok|FAILED) \| (\d+) passed(?: \([^)]*\))? \| (\d+) failed(.*)$/gm),
  ].at(-1);
  if (!summary) return undefined;
  const ignored = /\| (\d+) ignored/.exec(summary[3]!);
  return {
    passed: Number(summary[1]),
    failed: Number(summary[2]),
    skipped: ignored ? Number(ignored[1]) : 0,
  };
}
