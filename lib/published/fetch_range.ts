import { type FetchOptions, fetchPatiently } from "./fetch_patiently.ts";
import { RemoteError } from "./remote_error.ts";

/** A piece of a remote file, and which file it is of. */
export interface RangeAnswer {
  readonly bytes: Uint8Array;
  /** The whole file's size in bytes. */
  readonly size: number;
  /**
   * What names the file's content: the host's `X-Linked-Etag` (the SHA-256 of a large file) where it redirects to a
   * store whose own ETag may change, else the ETag; null where there is none.
   */
  readonly tag: string | null;
}

/**
 * Fetches bytes of a remote file, from `start` up to, not including, `end`.
 *
 * @throws {RemoteError} If the server refuses, ignores ranges, or fails at every try: also by another range than was
 * asked for, or a body that is cut short.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { fetchRange } from "./fetch_range.ts";
 *
 * await using server = Deno.serve({ port: 0, onListen() {} }, () =>
 *   new Response("bc", { status: 206, headers: { "content-range": "bytes 1-2/5", etag: '"v1"' } }));
 * const { size, tag } = await fetchRange(`http://127.0.0.1:${server.addr.port}/`, 1, 3);
 * assert(size === 5 && tag === "v1");
 * ```
 */
export function fetchRange(
  url: string,
  start: number,
  end: number,
  options: FetchOptions = {},
): Promise<RangeAnswer> {
  const headers = { ...options.headers, range: `bytes=${start}-${end - 1}` };
  return fetchPatiently(url, async ({ response, first }) => {
    if (response.status !== 206) {
      await response.body?.cancel();
      throw new RemoteError(
        `Expected ${url} to answer a range (206) but found ${response.status}: the server ignores ranges`,
        { status: response.status },
      );
    }
    const [, from, to, size] =
      /^bytes (\d+)-(\d+)\/(\d+)$/.exec(response.headers.get("content-range") ?? "") ?? [];
    if (from === undefined || Number(from) !== start) {
      await response.body?.cancel();
      throw new RemoteError("another range came than was asked for", { passing: true });
    }
    const bytes = new Uint8Array(await response.arrayBuffer());
    // A file may end before the range does.
    const length = Math.min(end, Number(size)) - start;
    if (bytes.length !== length || Number(to) !== start + length - 1) {
      throw new RemoteError(`${bytes.length} of ${length} bytes came`, { passing: true });
    }
    return {
      bytes,
      size: Number(size),
      tag: plainTag(first.get("x-linked-etag") ?? response.headers.get("etag")),
    };
  }, { ...options, headers });
}

function plainTag(tag: string | null): string | null {
  return tag === null ? null : tag.replace(/^W\//, "").replace(/^"(.*)"$/, "$1");
}
