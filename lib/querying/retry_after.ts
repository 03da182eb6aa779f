/** What an HTTP date begins with. */
const HTTP_DATE = /^[A-Z][a-z]{2,8},? /;

/**
 * How long a response asks to wait, in milliseconds, or undefined. Reads `retry-after-ms`, then `retry-after` in
 * seconds or as an HTTP date (RFC 9110, section 10.2.3), which is taken by the clock of the server that wrote it.
 *
 * @param now Milliseconds since the epoch, for dates where the server does not tell its time.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { retryAfter } from "./retry_after.ts";
 *
 * assert(retryAfter(new Headers({ "retry-after": "1.5" }), 0) === 1500);
 * assert(retryAfter(new Headers({ "retry-after": "Thu, 01 Jan 1970 00:00:09 GMT" }), 1000) === 8000);
 * ```
 */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const ms = headers.get("retry-after-ms");
  if (ms !== null && /^\d+(\.\d+)?$/.test(ms.trim())) return Number(ms);
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  // Not everything that Date.parse takes for one is a date: "-5" would be a day of 2001.
  const date = HTTP_DATE.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - serverTime(headers, now));
}

/** The time of the server that sent a response (its `date`), or else `now`: our clocks need not agree. */
export function serverTime(headers: Headers, now: number): number {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? now : date;
}

/**
 * The wait that Gemini asks for in the body of a 429 (`RetryInfo.retryDelay`, such as "37s"), in milliseconds, or
 * undefined.
 */
export function retryDelayOf(body: string): number | undefined {
  const found = /"retryDelay"\s*:\s*"(\d+(?:\.\d+)?)s"/.exec(body);
  return found ? Number(found[1]) * 1000 : undefined;
}
