import type { Clock } from "../../lib/querying/clock.ts";

/** A clock that stands still until it is advanced. */
export class FakeClock implements Clock {
  #now = 0;
  readonly #timers = new Set<{ at: number; then: () => void }>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, then: () => void): () => void {
    const timer = { at: this.#now + milliseconds, then };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Moves on, running in order what is due, and lets promises settle. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    while (true) {
      const due = [...this.#timers].filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.then();
      for (let i = 0; i < 10; i++) await Promise.resolve();
    }
    this.#now = end;
  }
}
