import { InputError } from "../study/input_error.ts";

/**
 * Reads UTF-8 text, so strictly that encoding it again gives the same bytes (a byte order mark stays).
 *
 * @param bytes The content of a file.
 * @param file The name for errors.
 * @throws {InputError} If the bytes hold a zero byte or are not UTF-8; it names the line.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { decode } from "./decode.ts";
 *
 * assert(decode(new TextEncoder().encode("# Säule\n"), "spec.md") === "# Säule\n");
 * ```
 */
export function decode(bytes: Uint8Array, file: string): string {
  const zero = bytes.indexOf(0);
  if (zero >= 0) {
    throw new InputError("Expected text but found a zero byte, as in a binary file", {
      file,
      field: `line ${lineOf(bytes, zero)}`,
    });
  }
  try {
    return strict(bytes);
  } catch {
    throw new InputError("Expected text in UTF-8 but found bytes that are not", {
      file,
      field: `line ${firstBadLine(bytes)}`,
    });
  }
}

function strict(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
}

function lineOf(bytes: Uint8Array, index: number): number {
  let line = 1;
  for (let i = 0; i < index; i++) if (bytes[i] === 0x0a) line++;
  return line;
}

/** A line feed is never part of a longer UTF-8 sequence, so each line can be tried alone. */
function firstBadLine(bytes: Uint8Array): number {
  let start = 0;
  for (let line = 1;; line++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed;
    try {
      strict(bytes.subarray(start, end));
    } catch {
      return line;
    }
    if (feed < 0) return line;
    start = feed + 1;
  }
}
