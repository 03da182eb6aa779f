import { open } from "node:fs/promises";
import type { AsyncBuffer } from "hyparquet";

/** A file that is read piece by piece; close it when done. */
export interface LocalBuffer extends AsyncBuffer, AsyncDisposable {}

/**
 * A local file of which only the pieces asked for are read.
 *
 * @param path The file.
 * @throws {RangeError} From `slice`, if the file turns out shorter than it was when it was opened.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { localBuffer } from "./local_buffer.ts";
 *
 * const path = await Deno.makeTempFile();
 * await Deno.writeTextFile(path, "abcdef");
 * {
 *   await using file = await localBuffer(path);
 *   assert(new TextDecoder().decode(await file.slice(2, 4)) === "cd");
 * }
 * await Deno.remove(path);
 * ```
 */
export async function localBuffer(path: string): Promise<LocalBuffer> {
  const handle = await open(path, "r");
  const { size } = await handle.stat();
  return {
    byteLength: size,
    async slice(start, end = size) {
      const bytes = new Uint8Array(Math.max(0, end - start));
      let at = 0;
      while (at < bytes.length) {
        const { bytesRead } = await handle.read(bytes, at, bytes.length - at, start + at);
        if (bytesRead === 0) {
          throw new RangeError(
            `Expected ${path} to have ${end} bytes but it ends at ${start + at}`,
          );
        }
        at += bytesRead;
      }
      return bytes.buffer;
    },
    [Symbol.asyncDispose]: () => handle.close(),
  };
}
