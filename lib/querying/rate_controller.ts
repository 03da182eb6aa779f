import { MinuteBucket } from "./minute_bucket.ts";
import { type Allowances, untilAllowed } from "./rate_headers.ts";

/** Limits of a {@linkcode RateController}. */
export interface RateOptions {
  /** How many may be in flight at first. */
  readonly start: number;
  /** How many may ever be in flight. */
  readonly ceiling: number;
  readonly requestsPerMinute?: number | undefined;
  readonly tokensPerMinute?: number | undefined;
}

/** A request that was let through. */
export interface Ticket {
  readonly model: string;
  /** Estimate of its tokens, input and output. */
  readonly tokens: number;
  readonly sentAt: number;
}

/** Pauses after refusals without a Retry-After, in milliseconds: the first, and the longest. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;

/**
 * Decides when the next request to one provider with one key may go. It holds no timer and reads no clock: time is
 * told to it.
 *
 * In flight: it begins at `start` and doubles with each round of answers until the first refusal, then grows by one
 * each round and is halved by a refusal (additive increase, multiplicative decrease; Chiu and Jain 1989), once for
 * all requests that were under way together. It never falls below 1, so it recovers by itself. After a refusal
 * nothing goes until the Retry-After is over, or for a pause that doubles from 0.5 to 30 seconds. Besides, the
 * allowances per minute of the config hold, and those that the provider's headers tell for a model.
 */
export class RateController {
  readonly #ceiling: number;
  readonly #requests: MinuteBucket | null;
  readonly #tokens: MinuteBucket | null;
  readonly #modelGates = new Map<string, number>();
  #limit: number;
  #doubling = true;
  #inFlight = 0;
  /** Whether the limit was reached since there was last none in flight. */
  #filled = false;
  #pausedUntil = 0;
  #cutAt = -Infinity;
  #refusals = 0;

  constructor(options: RateOptions, now: number) {
    this.#ceiling = Math.max(1, options.ceiling);
    this.#limit = Math.min(this.#ceiling, Math.max(1, options.start));
    this.#requests = options.requestsPerMinute === undefined
      ? null
      : new MinuteBucket(options.requestsPerMinute, now);
    this.#tokens = options.tokensPerMinute === undefined
      ? null
      : new MinuteBucket(options.tokensPerMinute, now);
  }

  /** Milliseconds until such a request may go: 0 for now, Infinity for when another has ended. */
  wait(now: number, model: string, tokens: number): number {
    if (this.full) return Infinity;
    return Math.max(
      0,
      this.#pausedUntil - now,
      (this.#modelGates.get(model) ?? 0) - now,
      this.#requests?.wait(now, 1) ?? 0,
      this.#tokens?.wait(now, tokens) ?? 0,
    );
  }

  /** Whether nothing may go before something in flight has ended. */
  get full(): boolean {
    return this.#inFlight >= Math.floor(this.#limit);
  }

  /** A request goes; give its ticket back to exactly one of the methods below. */
  sent(now: number, model: string, tokens: number): Ticket {
    this.#inFlight++;
    if (this.full) this.#filled = true;
    this.#requests?.take(now, 1);
    this.#tokens?.take(now, tokens);
    return { model, tokens, sentAt: now };
  }

  /** It was answered. `usedTokens` corrects the estimate where they are known. */
  succeeded(now: number, ticket: Ticket, allowances?: Allowances, usedTokens?: number): void {
    // Growth that nobody used would let a burst through later.
    if (this.#filled) {
      this.#limit = Math.min(this.#ceiling, this.#limit + (this.#doubling ? 1 : 1 / this.#limit));
    }
    this.#refusals = 0;
    this.#ended(now, ticket, allowances, usedTokens);
  }

  /** It was refused for the pace (429 or overload). `retryAfter` in milliseconds where the provider told. */
  limited(now: number, ticket: Ticket, allowances?: Allowances, retryAfter?: number): void {
    if (ticket.sentAt >= this.#cutAt) {
      this.#cutAt = now;
      this.#doubling = false;
      this.#limit = Math.max(1, this.#limit / 2);
      this.#refusals++;
    }
    const pause = retryAfter ??
      Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(30, this.#refusals - 1));
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pause);
    this.#ended(now, ticket, allowances, 0);
  }

  /** It failed for another reason, which says nothing of the pace. */
  failed(now: number, ticket: Ticket, allowances?: Allowances): void {
    this.#ended(now, ticket, allowances);
  }

  /** What a progress display shows of it. */
  state(now: number): { inFlight: number; limit: number; pausedSeconds: number } {
    return {
      inFlight: this.#inFlight,
      limit: Math.floor(this.#limit),
      pausedSeconds: Math.max(0, this.#pausedUntil - now) / 1000,
    };
  }

  #ended(now: number, ticket: Ticket, allowances?: Allowances, usedTokens?: number): void {
    this.#inFlight--;
    if (this.#inFlight === 0) this.#filled = false;
    if (usedTokens !== undefined) this.#tokens?.take(now, usedTokens - ticket.tokens);
    if (!allowances) return;
    const wait = Math.max(
      untilAllowed(allowances.requests, 1),
      untilAllowed(allowances.tokens, ticket.tokens),
    );
    if (wait > 0) this.#modelGates.set(ticket.model, now + wait);
    else this.#modelGates.delete(ticket.model);
  }
}
