/**
 * Where a zstd frame ends that stands at the start of `bytes` (RFC 8878, section 3.1.1), or null where it is not a
 * whole frame with its checksum. Decompressing alone does not tell: a frame whose checksum was cut off
 * decompresses.
 *
 * @returns The number of bytes of the frame, at most that of `bytes`.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { constants, zstdCompressSync } from "node:zlib";
 * import { frameEnd } from "./zstd_frame.ts";
 *
 * const params = { [constants.ZSTD_c_checksumFlag]: 1 };
 * const frame = zstdCompressSync("Is honesty always kind?", { params });
 * assert(frameEnd(frame) === frame.length);
 * assert(frameEnd(frame.subarray(0, -1)) === null);
 * ```
 */
export function frameEnd(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 6 || view.getUint32(0, true) !== 0xfd2fb528) return null;
  const descriptor = bytes[4]!;
  const singleSegment = descriptor & 0x20;
  if (!(descriptor & 0x04)) return null;
  const sizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
  let at = 5 + (singleSegment ? 0 : 1) + [0, 1, 2, 4][descriptor & 3]! + sizeBytes;
  for (let last = false; !last;) {
    if (at + 3 > bytes.length) return null;
    const header = bytes[at]! | bytes[at + 1]! << 8 | bytes[at + 2]! << 16;
    last = (header & 1) === 1;
    // A block of one repeated byte holds that byte alone.
    at += 3 + ((header >> 1 & 3) === 1 ? 1 : header >> 3);
  }
  return at + 4 <= bytes.length ? at + 4 : null;
}
