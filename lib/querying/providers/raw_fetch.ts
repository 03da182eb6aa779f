import type { RawResponse } from "./provider.ts";

/** Where the real status stands while an SDK is told 200. */
const STATUS = "x-faultline-status";

/** Names under which the providers send the id of a request. */
const REQUEST_ID = ["x-request-id", "request-id", "x-goog-request-id"];

/**
 * Wraps a fetch so that an SDK takes every status for a success and hands the response through unread: the body
 * of an error may itself be the answer (a filter's 400), and must be kept as it came.
 */
export function passErrors(inner: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    // Sent on to another address, the key would go there too.
    const headers = plainHeaders(init?.headers);
    const response = await inner(input, { ...init, headers, redirect: "manual" });
    if (response.ok) return response;
    const told = new Headers(response.headers);
    told.set(STATUS, String(response.status));
    // An SDK would read a retry hint of a 200 as nothing, and must not retry on its own.
    return new Response(response.body, { status: 200, headers: told });
  };
}

/**
 * Headers as a plain object, which `fetch` takes in half the time that it needs for a `Headers`, without those in which
 * an SDK tells a provider what machine it runs on.
 */
function plainHeaders(headers: HeadersInit | undefined): Record<string, string> {
  const plain: Record<string, string> = {};
  // Four times as fast as to go through its iterator.
  (headers instanceof Headers ? headers : new Headers(headers)).forEach((value, name) => {
    if (!name.startsWith("x-stainless-")) plain[name] = value;
  });
  return plain;
}

/** Bytes that an answer has at most; the longest that a model writes has some 2 MiB. */
const MOST_BYTES = 64 * 2 ** 20;

/**
 * Reads a response to its end.
 *
 * @throws {TypeError} Where it is longer than 64 MiB, or breaks off.
 */
export async function readRaw(response: Response): Promise<RawResponse> {
  const body = await textOf(response);
  const status = Number(response.headers.get(STATUS) ?? response.status);
  let requestId: string | null = null;
  for (const name of REQUEST_ID) requestId ??= response.headers.get(name);
  return { status, headers: response.headers, body, requestId };
}

async function textOf(response: Response): Promise<string> {
  const { headers } = response;
  const length = headers.get("content-length");
  const short = length !== null && Number(length) <= MOST_BYTES && !headers.has("content-encoding");
  if (short || !response.body) return await response.text();
  let text = "";
  let bytes = 0;
  const decoder = new TextDecoder();
  for await (const chunk of response.body) {
    bytes += chunk.length;
    // To throw ends the stream, and with it the connection.
    if (bytes > MOST_BYTES) {
      throw new TypeError(`Expected an answer of at most ${MOST_BYTES} bytes but received more`);
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
