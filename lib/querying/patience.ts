import { backoff } from "./backoff.ts";
import type { Fault } from "./fault.ts";

/** How often a fault is answered by asking again, where the config does not say. */
const RETRIES = 6;
/** How often a call is asked again after a refusal for the pace, which is not its fault. */
const PACE_RETRIES = 100;

/**
 * Counts the attempts of one request that gave no answer, and says how long to wait before the next. A refusal for the
 * pace uses up no retries; its Retry-After holds the whole lane, so the wait here is none of it. Nor does a provider
 * that cannot be reached any more: how long it is waited for, `givenUp` says.
 */
export class Patience {
  #faults = 0;
  #refusals = 0;

  /**
   * @param random Uniform on [0, 1).
   * @param retries Those of the config.
   */
  constructor(readonly random: () => number, readonly retries: number = RETRIES) {}

  /**
   * Milliseconds until the request may be sent again, or null where it is not to be.
   *
   * @param asked What the provider asked for (Retry-After), in milliseconds.
   * @param reached Whether the provider ever answered.
   */
  wait({ scope }: Fault, asked?: number, reached = false): number | null {
    if (scope === "limited") {
      return ++this.#refusals <= PACE_RETRIES ? backoff(this.#refusals, this.random) : null;
    }
    if (scope === "unreachable" && reached) return backoff(1, this.random);
    if (scope !== "retry" && scope !== "unreachable") return null;
    return ++this.#faults <= this.retries ? backoff(this.#faults, this.random, asked) : null;
  }
}
