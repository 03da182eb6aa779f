import type { Claims } from "../study/journal.ts";
import { type Clock, sleep } from "./clock.ts";
import type { Answer } from "./engine.ts";
import { notRun } from "./live.ts";

/** Seconds that a claim lasts when its worker dies; one that lives extends it three times as often. */
const LEASE_SECONDS = 60;
/** This share of its lease a claim must have left for its call to be sent. */
const LEAST_LEFT = 1 / 6;
/** Milliseconds after which a call that another worker has taken over is looked up again: at first, and at most. */
const FIRST_LOOK = 1000;
const LONGEST_LOOK = 30_000;

/**
 * The claims of one engine on calls of a study that several workers share; it extends them until they are done. A
 * worker that stalls, or that the store cannot be reached from, may lose a claim to another one: so a call is sent only
 * while its claim holds, by what was last confirmed.
 */
export class ClaimDesk {
  /** Until when the store said that each claim lasts, by our clock from before it was asked. */
  readonly #held = new Map<string, number>();
  readonly #worker = crypto.randomUUID();
  #cancel: (() => void) | null = null;
  #together: { readonly keys: string[]; readonly granted: Promise<Set<string>> } | null = null;

  /**
   * @param answered The answer that the journal has to a call by now, or undefined.
   * @param leaseSeconds How long a claim lasts.
   */
  constructor(
    readonly claims: Claims,
    readonly clock: Clock,
    readonly answered: (key: string) => Promise<Answer | undefined>,
    readonly leaseSeconds: number = LEASE_SECONDS,
  ) {}

  /** Claims calls and returns those that this engine is to send. */
  async take(keys: readonly string[]): Promise<Set<string>> {
    const until = this.#until();
    const granted = await this.claims.claim(keys, this.#worker, this.leaseSeconds);
    for (const key of granted) this.#held.set(key, until);
    if (this.#held.size > 0) this.#cancel ??= this.#extendLater();
    return granted;
  }

  /** Whether a call is certainly this engine's still, and long enough to be sent. */
  holds(key: string): boolean {
    const left = (this.#held.get(key) ?? -Infinity) - this.clock.now();
    return left > this.leaseSeconds * 1000 * LEAST_LEFT;
  }

  /**
   * Waits until a call whose claim does not hold any more is this engine's again, or has its answer from the worker
   * that took it over.
   *
   * @returns That answer, or one that says that the run was stopped; null when the call is to be sent.
   */
  async regain(key: string, stop: AbortSignal): Promise<Answer | null> {
    for (let wait = FIRST_LOOK; !stop.aborted; wait = Math.min(LONGEST_LOOK, wait * 2)) {
      if ((await this.#takeTogether(key)).has(key)) return null;
      const answer = await this.answered(key);
      if (answer) return answer;
      await sleep(this.clock, wait, stop);
    }
    return notRun(key, "stopped");
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

  /** Extends nothing more, and gives back what is still held, such as that of a call that ended with an error. */
  async close(): Promise<void> {
    const keys = [...this.#held.keys()];
    this.#held.clear();
    this.#rest();
    // A store that cannot be reached lets the leases run out.
    await this.claims.release(keys, this.#worker).catch(() => {});
  }

  /** After a stall many calls are found lost at once: they are claimed together. */
  #takeTogether(key: string): Promise<Set<string>> {
    if (!this.#together) {
      const keys: string[] = [];
      const granted = Promise.resolve().then(() => {
        this.#together = null;
        return this.take(keys);
      });
      this.#together = { keys, granted };
    }
    this.#together.keys.push(key);
    return this.#together.granted;
  }

  #until(): number {
    return this.clock.now() + this.leaseSeconds * 1000;
  }

  #extendLater(): () => void {
    return this.clock.after(this.leaseSeconds * 1000 / 3, () => {
      this.#cancel = null;
      if (this.#held.size === 0) return;
      this.#cancel = this.#extendLater();
      const until = this.#until();
      // What is not confirmed, also by a store that cannot be reached now, runs out; the next turn tries again.
      this.claims.claim([...this.#held.keys()], this.#worker, this.leaseSeconds).then(
        (granted) => {
          for (const key of granted) if (this.#held.has(key)) this.#held.set(key, until);
        },
        () => {},
      );
    });
  }

  #rest(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
