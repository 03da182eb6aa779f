import { createHash } from "node:crypto";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { AsyncBuffer } from "hyparquet";

/** Blocks kept in memory, those read last. */
const MOST_RECENT = 16;

/** How a remote file is read. */
export interface HttpOptions {
  /** Keeps every block that was fetched; a later run takes it from there. */
  readonly cache?: string;
  /** Bytes fetched at a time. @default {1048576} */
  readonly blockSize?: number;
  /** Tries per request, the first included. @default {6} */
  readonly tries?: number;
  /** The wait before the second try in milliseconds; it doubles from try to try. @default {500} */
  readonly wait?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Called with the bytes that came over the network so far. */
  readonly onFetch?: (bytes: number) => void;
}

/**
 * A file on a server that answers HTTP ranges, of which only the blocks that are read are fetched, with
 * retries (network failures, 408, 429 and 5xx; a Retry-After in seconds is kept to). With a cache on disk, a
 * block is fetched once: what an interrupted run has fetched is not fetched again. The cache's key holds the
 * server's ETag and the file's size, so that a file that changes is never mixed with its older self.
 *
 * @param url The file.
 * @throws {Error} If the server refuses, does not answer ranges, or fails at every try.
 */
export async function httpBuffer(url: string, options: HttpOptions = {}): Promise<AsyncBuffer> {
  const { cache, blockSize = 1 << 20, onFetch } = options;
  if (!Number.isInteger(blockSize) || blockSize < 1) {
    throw new RangeError(
      `Expected blockSize to be an integer of at least 1 but found ${blockSize}`,
    );
  }
  const probe = await fetchRange(url, 0, 1, options);
  const { size, tag } = probe;
  const folder = cache === undefined ? undefined : join(
    cache,
    createHash("sha256").update(JSON.stringify([url, size, tag, blockSize])).digest("hex"),
  );
  if (folder !== undefined) await Deno.mkdir(folder, { recursive: true });
  let fetched = 0;

  const recent = new Map<number, Promise<Uint8Array>>();
  async function load(block: number): Promise<Uint8Array> {
    const start = block * blockSize;
    const end = Math.min(size, start + blockSize);
    const path = folder === undefined ? undefined : join(folder, String(block));
    const kept = path === undefined ? undefined : await readKept(path, end - start);
    if (kept !== undefined) return kept;
    const answer = await fetchRange(url, start, end, options);
    if (answer.size !== size || answer.tag !== tag) {
      throw new Error(`Expected ${url} to stay as it was but it changed while it was read`);
    }
    fetched += answer.bytes.length;
    onFetch?.(fetched);
    if (path !== undefined) await keep(path, answer.bytes);
    return answer.bytes;
  }
  /** Readers of one block share its request, and small columns of one block their fetch. */
  function blockOf(block: number): Promise<Uint8Array> {
    const loading = recent.get(block) ?? load(block);
    recent.delete(block);
    recent.set(block, loading);
    loading.catch(() => recent.delete(block));
    for (const oldest of recent.keys()) {
      if (recent.size <= MOST_RECENT) break;
      recent.delete(oldest);
    }
    return loading;
  }

  return {
    byteLength: size,
    async slice(start, end = size) {
      const from = Math.max(0, start);
      const to = Math.min(size, end);
      const out = new Uint8Array(Math.max(0, to - from));
      if (out.length === 0) return out.buffer;
      const last = Math.floor((to - 1) / blockSize);
      // A few requests at a time: many small ones would be refused, one at a time would be slow.
      for (let first = Math.floor(from / blockSize); first <= last; first += 4) {
        const numbers = Array.from({ length: Math.min(4, last - first + 1) }, (_, i) => first + i);
        const blocks = await Promise.all(numbers.map(blockOf));
        blocks.forEach((bytes, i) => {
          const at = (first + i) * blockSize;
          const piece = bytes.subarray(Math.max(0, from - at), Math.max(0, to - at));
          out.set(piece, Math.max(at, from) - from);
        });
      }
      return out.buffer;
    },
  };
}

interface RangeAnswer {
  readonly bytes: Uint8Array;
  readonly size: number;
  readonly tag: string | null;
}

async function fetchRange(
  url: string,
  start: number,
  end: number,
  options: HttpOptions,
): Promise<RangeAnswer> {
  const { tries = 6, wait = 500, headers = {}, signal } = options;
  for (let attempt = 1;; attempt++) {
    let pause = wait * 2 ** (attempt - 1);
    let failure: unknown;
    try {
      const response = await fetch(url, {
        headers: { ...headers, range: `bytes=${start}-${end - 1}` },
        ...(signal === undefined ? {} : { signal }),
      });
      if (response.status === 206) return await readAnswer(response, url, end - start);
      await response.body?.cancel();
      failure = new Error(`Expected ${url} to answer a range (206) but found ${response.status}`);
      if (!isPassing(response.status)) throw new Refused(failure);
      const asked = Number(response.headers.get("retry-after") ?? NaN);
      if (asked >= 0) pause = asked * 1000;
    } catch (error) {
      if (error instanceof Refused) throw error.cause;
      signal?.throwIfAborted();
      failure = error;
    }
    if (attempt >= tries) {
      throw new Error(`Expected ${url} to answer but it failed at each of ${tries} tries`, {
        cause: failure,
      });
    }
    await setTimeout(pause, undefined, signal === undefined ? {} : { signal });
  }
}

/** An answer that another try would not change. */
class Refused extends Error {
  constructor(cause: unknown) {
    super("refused", { cause });
  }
}

function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

async function readAnswer(response: Response, url: string, length: number): Promise<RangeAnswer> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const size = Number(/\/(\d+)$/.exec(response.headers.get("content-range") ?? "")?.[1] ?? NaN);
  if (!Number.isInteger(size)) {
    throw new Refused(new Error(`Expected ${url} to tell its size but it did not`));
  }
  if (bytes.length !== length) {
    throw new Error(`Expected ${length} bytes of ${url} but found ${bytes.length}`);
  }
  return { bytes, size, tag: response.headers.get("etag") };
}

async function readKept(path: string, length: number): Promise<Uint8Array | undefined> {
  try {
    const bytes = await Deno.readFile(path);
    return bytes.length === length ? bytes : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Written whole or not at all: a block cut by a crash would be taken for the file's bytes. */
async function keep(path: string, bytes: Uint8Array): Promise<void> {
  const beside = `${path}.${crypto.randomUUID()}`;
  await Deno.writeFile(beside, bytes);
  await Deno.rename(beside, path);
}
