import { createHash } from "node:crypto";
import { join } from "node:path";
import type { AsyncBuffer } from "hyparquet";
import { writeAtomically } from "../study/atomic_write.ts";
import { type BlockCache, openBlockCache } from "./block_cache.ts";
import type { FetchOptions } from "./fetch_patiently.ts";
import { fetchRange } from "./fetch_range.ts";
import { RemoteError } from "./remote_error.ts";

/** How a remote file is read. */
export interface HttpOptions extends FetchOptions {
  /** A folder that keeps every block that was fetched; a later run takes it from there. */
  readonly cache?: string;
  /** The smallest piece that is fetched and kept, in bytes. @default {65536} */
  readonly blockSize?: number;
  /**
   * The address always means the same bytes, as one with a commit in it does: what the cache knows of it is taken
   * without asking again, so that a file whose blocks are all kept is read without a network. @default {false}
   */
  readonly immutable?: boolean;
  /** Called with the bytes of this file that came over the network so far. */
  readonly onFetch?: (bytes: number) => void;
}

/** A remote file. */
export interface HttpBuffer extends AsyncBuffer {
  /** What names its content: see `fetchRange`. */
  readonly tag: string | null;
}

/** Blocks kept in memory, those read last. */
const MOST_RECENT = 64;
/** Neighbouring blocks are fetched in one request, up to so many. */
const BLOCKS_AT_ONCE = 64;
/** A few requests at a time: many would be refused, one at a time would be slow. */
const REQUESTS_AT_ONCE = 4;

/**
 * A file on a server that answers HTTP ranges, of which only the blocks that are read are fetched, with retries. With
 * a cache on disk, a block is fetched once: what an interrupted run has fetched is not fetched again. The cache's key
 * holds the file's tag and size, so that a file that changes is never mixed with its older self.
 *
 * @param url The file.
 * @throws {RemoteError} If the server refuses, does not answer ranges, fails at every try, or the file changes while
 * it is read.
 */
export async function httpBuffer(url: string, options: HttpOptions = {}): Promise<HttpBuffer> {
  const { cache, blockSize = 1 << 16, immutable = false, onFetch } = options;
  if (!Number.isInteger(blockSize) || blockSize < 1) {
    throw new RangeError(
      `Expected blockSize to be an integer of at least 1 but found ${blockSize}`,
    );
  }
  const note = cache === undefined ? undefined : join(cache, `${hash(url)}.json`);
  const known = immutable && note !== undefined ? await readNote(note) : undefined;
  const { size, tag } = known ?? await fetchRange(url, 0, 1, options);
  const blocks = cache === undefined
    ? undefined
    : await openBlockCache(join(cache, hash(JSON.stringify([url, size, tag, blockSize]))));
  if (note !== undefined && known === undefined) {
    await writeAtomically(note, JSON.stringify({ url, size, tag }));
  }
  let fetched = 0;

  /** Fetches neighbouring blocks. */
  async function load(first: number, count: number): Promise<Uint8Array[]> {
    const start = first * blockSize;
    const answer = await fetchRange(url, start, Math.min(size, start + count * blockSize), options);
    if (answer.size !== size || answer.tag !== tag) {
      // The next run looks at it anew.
      if (note !== undefined) await Deno.remove(note).catch(() => {});
      throw new RemoteError(
        `Expected ${url} to stay as it was but it changed while it was read; run again to read it anew`,
      );
    }
    fetched += answer.bytes.length;
    onFetch?.(fetched);
    const pieces = Array.from(
      { length: count },
      (_, i) => answer.bytes.slice(i * blockSize, (i + 1) * blockSize),
    );
    if (blocks !== undefined) {
      await Promise.all(pieces.map((bytes, i) => blocks.write(first + i, bytes)));
    }
    return pieces;
  }

  const read = recentBlocks(blocks, load);
  return {
    byteLength: size,
    tag,
    async slice(start, end = size) {
      const from = Math.max(0, start);
      const to = Math.min(size, end);
      const out = new Uint8Array(Math.max(0, to - from));
      if (out.length === 0) return out.buffer;
      const first = Math.floor(from / blockSize);
      const pieces = await read(first, Math.floor((to - 1) / blockSize));
      pieces.forEach((bytes, i) => {
        const at = (first + i) * blockSize;
        const piece = bytes.subarray(Math.max(0, from - at), Math.max(0, to - at));
        out.set(piece, Math.max(at, from) - from);
      });
      return out.buffer;
    },
  };
}

/** Readers of one block share its request, and small columns of one block their fetch. */
function recentBlocks(
  cache: BlockCache | undefined,
  load: (first: number, count: number) => Promise<Uint8Array[]>,
): (first: number, last: number) => Promise<Uint8Array[]> {
  const recent = new Map<number, Waiting>();

  async function fill(fresh: ReadonlyMap<number, Waiting>): Promise<void> {
    const missing: number[] = [];
    for (const [block, own] of fresh) {
      const kept = await cache?.read(block);
      if (kept === undefined) missing.push(block);
      else own.resolve(kept);
    }
    const runs = runsOf(missing);
    const worker = async () => {
      for (let run = runs.shift(); run !== undefined; run = runs.shift()) {
        const pieces = await load(run[0]!, run.length);
        run.forEach((block, i) => fresh.get(block)!.resolve(pieces[i]!));
      }
    };
    await Promise.all(Array.from({ length: REQUESTS_AT_ONCE }, worker));
  }

  return async (first, last) => {
    const fresh = new Map<number, Waiting>();
    const wanted = Array.from({ length: last - first + 1 }, (_, i) => {
      const block = first + i;
      let own = recent.get(block);
      if (own === undefined) {
        own = Promise.withResolvers<Uint8Array>();
        own.promise.catch(() => recent.delete(block));
        fresh.set(block, own);
      }
      recent.delete(block);
      recent.set(block, own);
      return own.promise;
    });
    fill(fresh).catch((error) => fresh.forEach((own) => own.reject(error)));
    const found = await Promise.all(wanted);
    for (const oldest of recent.keys()) {
      if (recent.size <= MOST_RECENT) break;
      recent.delete(oldest);
    }
    return found;
  };
}

type Waiting = PromiseWithResolvers<Uint8Array>;

/** Neighbouring numbers together, at most {@linkcode BLOCKS_AT_ONCE}. */
function runsOf(numbers: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last?.at(-1) === number - 1 && last.length < BLOCKS_AT_ONCE) last.push(number);
    else runs.push([number]);
  }
  return runs;
}

/** What is known of a file from an earlier run; undefined where nothing is, or the note is damaged. */
async function readNote(path: string): Promise<{ size: number; tag: string | null } | undefined> {
  try {
    const { size, tag } = JSON.parse(await Deno.readTextFile(path));
    return Number.isSafeInteger(size) && (tag === null || typeof tag === "string")
      ? { size, tag }
      : undefined;
  } catch {
    return undefined;
  }
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
