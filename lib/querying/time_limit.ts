import type { Clock } from "./clock.ts";

/** Seconds for one answer, where the config does not say. */
const SECONDS = 600;

/** The time that one request has; call `end` when it was answered. */
export class TimeLimit {
  /** Whether the time was over before the end. */
  expired = false;
  readonly #controller = new AbortController();
  readonly #cancel: () => void;

  constructor(clock: Clock, seconds: number = SECONDS) {
    this.#cancel = clock.after(seconds * 1000, () => {
      this.expired = true;
      this.abort();
    });
  }

  /** Aborted when the time is over. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Ends the request before its time. */
  abort(): void {
    this.#controller.abort();
  }

  /** Nothing waits any more. */
  end(): void {
    this.#cancel();
  }
}
