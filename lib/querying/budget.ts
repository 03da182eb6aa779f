import { Fifo } from "./fifo.ts";

/**
 * The hard cap of a run. Each call reserves the most it can cost before it goes and gives back the rest after; the
 * sum of what is spent and reserved never passes the cap. While others are in flight a call that does not fit waits
 * for what they give back; when none is, the budget is exhausted.
 */
export class Budget {
  readonly #cap: number;
  #spent = 0;
  #reserved = 0;
  #open = 0;
  #exhausted = false;
  #lacking = 0;
  readonly #waiting = new Fifo<
    { readonly usd: number; readonly resolve: (fits: boolean) => void }
  >();

  /** `cap` in US dollars; null for none. */
  constructor(cap: number | null) {
    this.#cap = cap ?? Infinity;
  }

  /** US dollars spent so far. */
  get spent(): number {
    return this.#spent;
  }

  /** True once a call did not fit. */
  get exhausted(): boolean {
    return this.#exhausted;
  }

  /** The most that the call could cost which did not fit, in US dollars; 0 before one did not. */
  get lacking(): number {
    return this.#lacking;
  }

  /** Reserves the most that a call can cost; false when it does not fit and never will. */
  reserve(usd: number): boolean | Promise<boolean> {
    if (this.#exhausted) return false;
    if (this.#waiting.size === 0 && this.#take(usd)) return true;
    if (this.#open === 0) return this.#exhaust(usd);
    return new Promise((resolve) => this.#waiting.push({ usd, resolve }));
  }

  /** A call ended: its reservation goes back, and what it cost is spent. */
  settle(reserved: number, spent: number): void {
    this.#open--;
    // Sums of floats drift; with none in flight the reserve is none.
    this.#reserved = this.#open === 0 ? 0 : this.#reserved - reserved;
    this.#spent += spent;
    while (this.#waiting.first && this.#take(this.#waiting.first.usd)) {
      this.#waiting.shift()!.resolve(true);
    }
    if (this.#open === 0 && this.#waiting.first) this.#exhaust(this.#waiting.first.usd);
  }

  /** Turns away all that wait, as when the run is stopped. */
  close(): void {
    for (const waiter of this.#waiting.takeWhere(() => true)) waiter.resolve(false);
  }

  #take(usd: number): boolean {
    if (this.#spent + this.#reserved + usd > this.#cap) return false;
    this.#reserved += usd;
    this.#open++;
    return true;
  }

  #exhaust(usd: number): false {
    this.#lacking = usd;
    this.#exhausted = true;
    this.close();
    return false;
  }
}
