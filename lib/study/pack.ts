import { constants, crc32, zstdCompressSync, zstdDecompressSync } from "node:zlib";
import type { Call, Message } from "./call.ts";
import { frameEnd } from "./zstd_frame.ts";

/** What a stored row holds beside its role: the call's own part and the text that goes with it. */
export interface Packed {
  readonly sample: number;
  readonly seed: number | null;
  readonly messages: Message[];
  /** The body of a completion, or empty for a failure. */
  readonly body: string;
}

/** Shorter texts than this are stored as they are: compressing them costs more than it saves. */
const COMPRESS_FROM = 512;
/** The first byte of a record. The first two forms were written before journals of version 3, without a seal. */
const PLAIN = 0, ZSTD = 1, SEALED_PLAIN = 2, SEALED_ZSTD = 3;
/** Bytes before the content of a sealed record: its form, its whole length, and the CRC-32 of all the rest. */
const HEAD = 9;
const ZSTD_OPTIONS = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Puts a call's own part and a body into bytes: JSON, compressed where it is long, sealed with its length and a
 * CRC-32, so that a record which was cut or altered is never taken for an answer.
 */
export function pack(call: Call, body: string): Uint8Array {
  const json = JSON.stringify([call.sample, call.parameters.seed ?? null, call.messages, body]);
  const plain = encoder.encode(json);
  const compressed = plain.length >= COMPRESS_FROM;
  const content = compressed ? zstdCompressSync(plain, ZSTD_OPTIONS) : plain;
  const bytes = new Uint8Array(HEAD + content.length);
  const view = new DataView(bytes.buffer);
  bytes[0] = compressed ? SEALED_ZSTD : SEALED_PLAIN;
  view.setUint32(1, bytes.length, true);
  bytes.set(content, HEAD);
  view.setUint32(5, sealOf(bytes), true);
  return bytes;
}

/**
 * Reads what {@linkcode pack} wrote, also by earlier versions.
 *
 * @throws {Error} If the bytes are damaged: any cut, any change of up to 32 neighboring bits, and all but one in
 * four thousand million of other changes. Short records of earlier versions have no seal: there a change within a
 * text goes unseen here, and shows by the call's key alone.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { pack, unpack } from "./pack.ts";
 *
 * const call = {
 *   stage: "respond" as const,
 *   prompt: "respond@1",
 *   provider: "openai",
 *   model: "gpt-4.1",
 *   parameters: { temperature: 1, seed: 7 },
 *   messages: [{ role: "user" as const, content: "Is honesty always kind?" }],
 *   sample: 0,
 * };
 * const packed = unpack(pack(call, "{}"));
 * assert(packed.body === "{}" && packed.seed === 7);
 * ```
 */
export function unpack(bytes: Uint8Array): Packed {
  const [sample, seed, messages, body] = JSON.parse(decoder.decode(contentOf(bytes)));
  if (typeof body !== "string") throw new SyntaxError("Expected a stored call with its body");
  return { sample, seed, messages, body };
}

function contentOf(bytes: Uint8Array): Uint8Array {
  switch (bytes[0]) {
    case SEALED_PLAIN:
      return opened(bytes);
    case SEALED_ZSTD:
      return zstdDecompressSync(opened(bytes));
    case PLAIN:
      return bytes.subarray(1);
    case ZSTD: {
      const frame = bytes.subarray(1);
      if (frameEnd(frame) !== frame.length) {
        throw new SyntaxError("Expected a whole compressed record but found a part or more");
      }
      return zstdDecompressSync(frame);
    }
    default:
      throw new SyntaxError(`Expected a stored record but found ${bytes.length} other bytes`);
  }
}

/** The content of a sealed record whose seal is whole. */
function opened(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < HEAD || view.getUint32(1, true) !== bytes.length) {
    throw new SyntaxError(`Expected a record of its own length but found ${bytes.length} bytes`);
  }
  if (view.getUint32(5, true) !== sealOf(bytes)) {
    throw new SyntaxError("Expected a record with its own checksum but found another");
  }
  return bytes.subarray(HEAD);
}

/** The CRC-32 of a record but for the place of the CRC itself. */
function sealOf(bytes: Uint8Array): number {
  return crc32(bytes.subarray(HEAD), crc32(bytes.subarray(0, 5)));
}
