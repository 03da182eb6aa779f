import { serverTime } from "./retry_after.ts";

/** What a provider's headers say of one allowance. */
export interface Allowance {
  readonly limit: number;
  readonly remaining: number;
  /** Milliseconds until it is whole again. */
  readonly reset: number;
}

/** The allowances of a model, where the headers name them. */
export interface Allowances {
  readonly requests: Allowance | null;
  readonly tokens: Allowance | null;
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** More seconds than any wait: gateways tell moments as seconds, or milliseconds, since the epoch. */
const EPOCH_SECONDS = 1e9, EPOCH_MILLISECONDS = 1e12;

/** A length of time as OpenAI writes it (`6m0s`, `120ms`), plain seconds, or a moment: milliseconds. */
function timeLeft(value: string, now: number): number {
  if (/^\d+(\.\d+)?$/.test(value)) {
    const n = Number(value);
    if (n >= EPOCH_MILLISECONDS) return Math.max(0, n - now);
    return n >= EPOCH_SECONDS ? Math.max(0, n * 1000 - now) : n * 1000;
  }
  if (/^(\d+(\.\d+)?(ms|s|m|h|d))+$/.test(value)) {
    let sum = 0;
    for (const [, n, unit] of value.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h|d)/g)) {
      sum += Number(n) * UNITS[unit!]!;
    }
    return sum;
  }
  return Math.max(0, Date.parse(value) - now);
}

function allowance(
  headers: Headers,
  names: readonly (readonly [limit: string, remaining: string, reset: string])[],
  now: number,
): Allowance | null {
  let tightest: Allowance | null = null;
  for (const [limitName, remainingName, resetName] of names) {
    const values = [headers.get(limitName), headers.get(remainingName), headers.get(resetName)];
    if (values.some((v) => v === null)) continue;
    const limit = Number(values[0]);
    const remaining = Number(values[1]);
    const reset = timeLeft(values[2]!.trim(), now);
    if (![limit, remaining, reset].every((n) => Number.isFinite(n) && n >= 0)) continue;
    if (!tightest || remaining < tightest.remaining) tightest = { limit, remaining, reset };
  }
  return tightest;
}

const openai = (what: string) =>
  [
    `x-ratelimit-limit-${what}`,
    `x-ratelimit-remaining-${what}`,
    `x-ratelimit-reset-${what}`,
  ] as const;
const anthropic = (what: string) =>
  [
    `anthropic-ratelimit-${what}-limit`,
    `anthropic-ratelimit-${what}-remaining`,
    `anthropic-ratelimit-${what}-reset`,
  ] as const;
const REQUESTS = [openai("requests"), anthropic("requests")];
const TOKENS = [
  openai("tokens"),
  anthropic("tokens"),
  anthropic("input-tokens"),
  anthropic("output-tokens"),
];

/**
 * Reads the rate-limit headers of OpenAI (and endpoints like it) and Anthropic; Gemini sends none. Of several token
 * limits the one with the least left counts.
 *
 * @param now Milliseconds since the epoch, for moments where the server does not tell its time.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { rateHeaders } from "./rate_headers.ts";
 *
 * const { requests } = rateHeaders(
 *   new Headers({
 *     "x-ratelimit-limit-requests": "60",
 *     "x-ratelimit-remaining-requests": "0",
 *     "x-ratelimit-reset-requests": "1m0s",
 *   }),
 *   0,
 * );
 * assert(requests?.reset === 60_000);
 * ```
 */
export function rateHeaders(headers: Headers, now: number): Allowances {
  const at = serverTime(headers, now);
  return {
    requests: allowance(headers, REQUESTS, at),
    tokens: allowance(headers, TOKENS, at),
  };
}

/** How long until `need` is there again, in milliseconds, if the allowance refills evenly. */
export function untilAllowed(allowance: Allowance | null, need: number): number {
  if (!allowance || allowance.remaining >= need) return 0;
  const used = allowance.limit - allowance.remaining;
  if (used <= 0) return 0;
  return allowance.reset * Math.min(1, (need - allowance.remaining) / used);
}
