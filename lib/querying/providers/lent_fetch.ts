import { passErrors, readRaw } from "./raw_fetch.ts";
import type { RawResponse } from "./provider.ts";

/**
 * Runs a function of an SDK that knows no other fetch than the global one, and returns the raw response to it.
 *
 * The global fetch is ours only while `start` runs, which is synchronous: an async function runs up to its first
 * await, and Google's SDK takes hold of `fetch` before that. So nobody else's request is ever touched. What the
 * SDK makes of the response is of no interest; it gets a copy.
 *
 * @throws {Error} Where no response came, or the SDK did not take the fetch that was lent.
 */
export async function lendFetch(
  start: () => Promise<unknown>,
  inner: typeof fetch = fetch,
): Promise<RawResponse> {
  let taken = false;
  let raw: Promise<RawResponse> | undefined;
  const lent: typeof fetch = async (input, init) => {
    taken = true;
    raw = passErrors(inner)(input, init).then(readRaw);
    const { body } = await raw;
    return new Response(body, { status: 200 });
  };
  const own = globalThis.fetch;
  let running: Promise<unknown>;
  globalThis.fetch = lent;
  try {
    running = start();
  } finally {
    globalThis.fetch = own;
  }
  await running.catch(() => {});
  if (!taken || raw === undefined) {
    throw new Error("Expected the SDK to use the fetch that was lent to it but it did not");
  }
  return raw;
}
