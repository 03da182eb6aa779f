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
    const response = await inner(input, { ...init, headers: plainHeaders(init?.headers) });
    if (response.ok) return response;
    const headers = new Headers(response.headers);
    headers.set(STATUS, String(response.status));
    // An SDK would read a retry hint of a 200 as nothing, and must not retry on its own.
    return new Response(response.body, { status: 200, headers });
  };
}

/**
 * Headers as a plain object, which `fetch` takes in half the time that it needs for a `Headers`, without those in which
 * an SDK tells a provider what machine it runs on.
 */
function plainHeaders(headers: HeadersInit | undefined): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of headers instanceof Headers ? headers : new Headers(headers)) {
    if (!name.startsWith("x-stainless-")) plain[name] = value;
  }
  return plain;
}

/** Reads a response to its end. */
export async function readRaw(response: Response): Promise<RawResponse> {
  const body = await response.text();
  const status = Number(response.headers.get(STATUS) ?? response.status);
  let requestId: string | null = null;
  for (const name of REQUEST_ID) requestId ??= response.headers.get(name);
  return { status, headers: response.headers, body, requestId };
}
