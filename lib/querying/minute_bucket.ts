/** Share of a minute's allowance that may go at once. */
const BURST = 0.05;

/**
 * An allowance per minute that refills evenly: in no 60 seconds does more than the allowance go (but for a single
 * piece larger than the burst of 5 %, which goes when the bucket is full and is paid back after).
 */
export class MinuteBucket {
  readonly #capacity: number;
  /** Refill per millisecond. */
  readonly #rate: number;
  #level: number;
  #at: number;

  /** `perMinute` is greater than 0; `now` in milliseconds. */
  constructor(perMinute: number, now: number) {
    this.#capacity = Math.max(1, perMinute * BURST);
    this.#rate = Math.max(perMinute - this.#capacity, perMinute / 2) / 60_000;
    this.#level = this.#capacity;
    this.#at = now;
  }

  /** Milliseconds until that much may go. */
  wait(now: number, amount: number): number {
    this.#refill(now);
    const need = Math.min(amount, this.#capacity) - this.#level;
    // A hair of rounding must not turn into a wait that ends just too early.
    return need <= 1e-9 ? 0 : Math.ceil(need / this.#rate);
  }

  /** Takes that much out; a negative amount gives back what was not used. */
  take(now: number, amount: number): void {
    this.#refill(now);
    this.#level = Math.min(this.#capacity, this.#level - amount);
  }

  #refill(now: number): void {
    if (now <= this.#at) return;
    this.#level = Math.min(this.#capacity, this.#level + (now - this.#at) * this.#rate);
    this.#at = now;
  }
}
