import type { Claims } from "../study/journal.ts";
import type { Clock } from "./clock.ts";

/** Seconds that a claim lasts when its worker dies; one that lives extends it three times as often. */
const LEASE_SECONDS = 60;

/** The claims of one engine on calls of a study that several workers share; it extends them until they are done. */
export class ClaimDesk {
  readonly #held = new Set<string>();
  readonly #worker = crypto.randomUUID();
  #cancel: (() => void) | null = null;

  constructor(readonly claims: Claims, readonly clock: Clock) {}

  /** Claims calls and returns those that this engine is to send. */
  async take(keys: readonly string[]): Promise<Set<string>> {
    const granted = await this.claims.claim(keys, this.#worker, LEASE_SECONDS);
    for (const key of granted) this.#held.add(key);
    if (this.#held.size > 0) this.#cancel ??= this.#extendLater();
    return granted;
  }

  /** A call has its completion or failure in the journal, which ended the claim. */
  done(key: string): void {
    this.#held.delete(key);
    if (this.#held.size === 0) this.#rest();
  }

  /** A call is not sent after all. */
  async giveBack(key: string): Promise<void> {
    this.done(key);
    await this.claims.release([key], this.#worker);
  }

  #extendLater(): () => void {
    return this.clock.after(LEASE_SECONDS * 1000 / 3, () => {
      this.#cancel = null;
      if (this.#held.size === 0) return;
      this.#cancel = this.#extendLater();
      // A store that cannot be reached now is tried again at the next turn, before the lease is over.
      this.claims.claim([...this.#held], this.#worker, LEASE_SECONDS).catch(() => {});
    });
  }

  #rest(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
