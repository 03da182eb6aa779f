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
  /** Estimate of its input tokens. */
  readonly inputTokens: number;
  /** Estimate of all its tokens: the output as long as the model's were of late. */
  readonly tokens: number;
  readonly sentAt: number;
}

/** Pauses after refusals without a Retry-After, in milliseconds: the first, and the longest. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
/**
 * So many faults in a row of a provider that answered before, with no answer between them, are an outage; the pauses are
 * shorter then, for it may be the last calls of a run that are at fault.
 */
const OUTAGE = 16;
const LONGEST_OUTAGE_PAUSE = 8000;
/** Weight of an answer in the mean length of its model's outputs. */
const RECENT = 1 / 16;

/**
 * Decides when the next request to one provider with one key may go. It holds no timer and reads no clock: time is
 * told to it.
 *
 * In flight: it begins at `start` and doubles with each round of answers until the first refusal, then grows by one
 * each round and is halved by a refusal (additive increase, multiplicative decrease; Chiu and Jain 1989), once for
 * all requests that were under way together. It never falls below 1, so it recovers by itself: after refusals in a row
 * it doubles again up to half of what it was before them (slow start; Jacobson 1988). After a refusal nothing goes
 * until the Retry-After is over, or for a pause that doubles from 0.5 to 30 seconds; so it does where refusals go on
 * whatever the Retry-After says. Besides, the allowances per minute of the config hold, and those that the provider's
 * headers tell for a model.
 *
 * Outage: where no connection can be made, or 16 requests in a row came to a fault, one request at a time tries the
 * provider until it answers, after pauses that double from 0.5 to 30 seconds (to 8 where there is a connection).
 */
export class RateController {
  readonly #ceiling: number;
  readonly #requests: MinuteBucket | null;
  readonly #tokens: MinuteBucket | null;
  readonly #modelGates = new Map<string, number>();
  /** Mean of what recent answers of a model took over their input tokens. */
  readonly #outputs = new Map<string, number>();
  #limit: number;
  /** Below it the limit doubles each round. */
  #threshold = Infinity;
  #inFlight = 0;
  /** Whether the limit was reached since there was last none in flight. */
  #filled = false;
  #pausedUntil = 0;
  #cutAt = -Infinity;
  #refusals = 0;
  #reached = false;
  #faults = 0;
  #probes = 0;

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
  wait(now: number, model: string, inputTokens: number): number {
    if (this.full) return Infinity;
    return Math.max(
      0,
      this.#pausedUntil - now,
      (this.#modelGates.get(model) ?? 0) - now,
      this.#requests?.wait(now, 1) ?? 0,
      this.#tokens?.wait(now, this.#tokensOf(model, inputTokens)) ?? 0,
    );
  }

  /** Whether nothing may go before something in flight has ended. */
  get full(): boolean {
    return this.#inFlight >= Math.floor(this.#limit);
  }

  /** Whether the provider ever answered, if only with an error. */
  get reached(): boolean {
    return this.#reached;
  }

  /** How often in a row one request alone tried a provider in an outage, in vain; 0 where there is none. */
  get probes(): number {
    return this.#probes;
  }

  /** A request goes; give its ticket back to exactly one of the methods below. */
  sent(now: number, model: string, inputTokens: number): Ticket {
    this.#inFlight++;
    if (this.full) this.#filled = true;
    const tokens = this.#tokensOf(model, inputTokens);
    this.#requests?.take(now, 1);
    this.#tokens?.take(now, tokens);
    return { model, inputTokens, tokens, sentAt: now };
  }

  /** It was answered. `usedTokens` corrects the estimate where they are known. */
  succeeded(now: number, ticket: Ticket, allowances?: Allowances, usedTokens?: number): void {
    // Growth that nobody used would let a burst through later.
    if (this.#filled) {
      const step = this.#limit < this.#threshold ? 1 : 1 / this.#limit;
      this.#limit = Math.min(this.#ceiling, this.#limit + step);
    }
    this.#refusals = 0;
    if (usedTokens !== undefined) {
      const output = usedTokens - ticket.inputTokens;
      const mean = this.#outputs.get(ticket.model) ?? output;
      this.#outputs.set(ticket.model, mean + RECENT * (output - mean));
    }
    this.#answered();
    this.#ended(now, ticket, allowances, usedTokens);
  }

  /** It was refused for the pace (429 or overload). `retryAfter` in milliseconds where the provider told. */
  limited(now: number, ticket: Ticket, allowances?: Allowances, retryAfter?: number): void {
    if (ticket.sentAt >= this.#cutAt) this.#cut(now, this.#limit / 2);
    // Who refuses again after its own Retry-After did not tell the truth.
    const pause = retryAfter === undefined
      ? pauseAfter(this.#refusals)
      : Math.max(retryAfter, this.#refusals > 1 ? pauseAfter(this.#refusals - 1) : 0);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + pause);
    this.#answered();
    this.#ended(now, ticket, allowances, 0);
  }

  /** It failed for another reason, which says nothing of the pace. */
  failed(now: number, ticket: Ticket, allowances?: Allowances): void {
    this.#answered();
    this.#ended(now, ticket, allowances);
  }

  /**
   * It came to a fault that asking again may mend: no response, or an error of the provider's own.
   *
   * @param unreachable Whether there was not even a connection.
   */
  faulted(now: number, ticket: Ticket, unreachable: boolean, allowances?: Allowances): void {
    this.#faults++;
    const outage = this.#probes > 0 || unreachable || (this.#reached && this.#faults >= OUTAGE);
    if (outage && ticket.sentAt >= this.#cutAt) {
      this.#cut(now, 1);
      this.#probes++;
      const pause = pauseAfter(this.#probes, unreachable ? LONGEST_PAUSE : LONGEST_OUTAGE_PAUSE);
      this.#pausedUntil = Math.max(this.#pausedUntil, now + pause);
    }
    this.#ended(now, ticket, allowances);
  }

  /**
   * What a progress display shows of it.
   *
   * @param models Those with requests that wait; where all of them are held back by their allowances, that is a pause.
   */
  state(
    now: number,
    models: Iterable<string> = [],
  ): { inFlight: number; limit: number; pausedSeconds: number } {
    const gates = Array.from(models, (model) => this.#modelGates.get(model) ?? 0);
    const held = gates.length > 0 ? Math.min(...gates) : 0;
    return {
      inFlight: this.#inFlight,
      limit: Math.floor(this.#limit),
      pausedSeconds: Math.max(0, this.#pausedUntil - now, held - now) / 1000,
    };
  }

  #tokensOf(model: string, inputTokens: number): number {
    return Math.max(0, inputTokens + (this.#outputs.get(model) ?? 0));
  }

  /** Lowers the limit, once for all that is under way together. */
  #cut(now: number, limit: number): void {
    this.#cutAt = now;
    if (this.#refusals === 0 && this.#probes === 0) this.#threshold = this.#limit / 2;
    this.#limit = Math.max(1, limit);
    this.#refusals++;
  }

  #answered(): void {
    this.#reached = true;
    this.#faults = 0;
    this.#probes = 0;
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

/** The pause after so many refusals in a row, from 1, in milliseconds. */
function pauseAfter(refusals: number, longest = LONGEST_PAUSE): number {
  return Math.min(longest, FIRST_PAUSE * 2 ** Math.min(30, refusals - 1));
}
