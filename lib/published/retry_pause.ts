/**
 * How long an answer asks to wait before the next try, in milliseconds: `Retry-After` in seconds or as a date, or the
 * seconds to the next window (`t`) of the `RateLimit` field, which the dataset's host sends with 429
 * (draft-ietf-httpapi-ratelimit-headers).
 *
 * @param headers The answer's.
 * @param now Milliseconds since the epoch.
 * @returns Undefined where it does not say.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { retryPause } from "./retry_pause.ts";
 *
 * assert(retryPause(new Headers({ "retry-after": "2" })) === 2000);
 * assert(retryPause(new Headers({ ratelimit: '"resolvers";r=0;t=55' })) === 55_000);
 * ```
 */
export function retryPause(headers: Headers, now: number = Date.now()): number | undefined {
  const after = headers.get("retry-after")?.trim();
  if (after !== undefined && after !== "") {
    if (/^\d+(\.\d+)?$/.test(after)) return Number(after) * 1000;
    const date = Date.parse(after);
    if (!Number.isNaN(date)) return Math.max(0, date - now);
  }
  const window = /;\s*t=(\d+)/.exec(headers.get("ratelimit") ?? "")?.[1];
  return window === undefined ? undefined : Number(window) * 1000;
}
