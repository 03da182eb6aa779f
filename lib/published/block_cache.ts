import { createHash } from "node:crypto";
import { join } from "node:path";
import { writeError } from "../study/atomic_write.ts";

/** Blocks of one remote file, kept on disk. */
export interface BlockCache {
  /** The block's bytes; undefined where it is not there, or not whole. */
  read(block: number): Promise<Uint8Array | undefined>;
  write(block: number, bytes: Uint8Array): Promise<void>;
}

/** Half-written files older than this are of a process that is no more. */
const STALE = 60 * 60_000;
const HASH_BYTES = 32;

/**
 * Opens the cache of one file's blocks. A block is written beside its place and moved there, and carries the hash of
 * its bytes: one that a crash, a full disk or another hand left damaged is taken as missing.
 *
 * @param folder Where they are; it is made.
 * @throws {InputError} If the folder cannot be written.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { openBlockCache } from "./block_cache.ts";
 *
 * const folder = await Deno.makeTempDir();
 * const cache = await openBlockCache(folder);
 * await cache.write(7, new Uint8Array([1, 2]));
 * assert((await cache.read(7))?.[1] === 2 && await cache.read(8) === undefined);
 * await Deno.remove(folder, { recursive: true });
 * ```
 */
export async function openBlockCache(folder: string): Promise<BlockCache> {
  try {
    await Deno.mkdir(folder, { recursive: true });
  } catch (error) {
    throw writeError(error, folder);
  }
  await removeStale(folder);
  return {
    async read(block) {
      try {
        const kept = await Deno.readFile(join(folder, String(block)));
        const bytes = kept.subarray(HASH_BYTES);
        return hashOf(bytes).equals(kept.subarray(0, HASH_BYTES)) ? bytes : undefined;
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) return undefined;
        throw error;
      }
    },
    async write(block, bytes) {
      const path = join(folder, String(block));
      const beside = `${path}.${crypto.randomUUID()}`;
      const whole = new Uint8Array(HASH_BYTES + bytes.length);
      whole.set(hashOf(bytes));
      whole.set(bytes, HASH_BYTES);
      try {
        await Deno.writeFile(beside, whole);
        await Deno.rename(beside, path);
      } catch (error) {
        await Deno.remove(beside).catch(() => {});
        throw writeError(error, path);
      }
    },
  };
}

function hashOf(bytes: Uint8Array): Uint8Array & { equals(other: Uint8Array): boolean } {
  return createHash("sha256").update(bytes).digest();
}

async function removeStale(folder: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.includes(".")) continue;
    const path = join(folder, name);
    const { mtime } = await Deno.stat(path).catch(() => ({ mtime: null }));
    if (mtime !== null && Date.now() - mtime.getTime() > STALE) {
      await Deno.remove(path).catch(() => {});
    }
  }
}
