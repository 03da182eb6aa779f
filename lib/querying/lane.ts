import type { Clock } from "./clock.ts";
import { Fifo } from "./fifo.ts";
import type { LaneState } from "./progress.ts";
import type { RateController, Ticket } from "./rate_controller.ts";

interface Waiter {
  readonly tokens: number;
  /** Asked when its turn comes: true when it shall not be sent any more. */
  readonly stopped: () => boolean;
  readonly resolve: (ticket: Ticket | null) => void;
}

/**
 * The requests to one provider with one key, of all stages, waiting for their turn. Models take turns, so that one
 * which is held back does not hold the others.
 */
export class Lane {
  readonly #queues = new Map<string, Fifo<Waiter>>();
  #turn: string[] = [];
  #cancelTimer: (() => void) | null = null;

  constructor(
    readonly provider: string,
    readonly controller: RateController,
    readonly clock: Clock,
  ) {}

  /**
   * Waits for the turn of a request. Resolves to its ticket, or to null when `stopped` says at its turn, or at a
   * {@linkcode sweep}, that it shall not be sent any more.
   */
  acquire(model: string, tokens: number, stopped: () => boolean): Promise<Ticket | null> {
    return new Promise((resolve) => {
      let queue = this.#queues.get(model);
      if (!queue) {
        queue = new Fifo();
        this.#queues.set(model, queue);
        this.#turn.push(model);
      }
      queue.push({ tokens, stopped, resolve });
      this.pump();
    });
  }

  /** Lets go whatever may go now, and sets a timer for the next. Call it after a ticket went back. */
  pump(): void {
    let soonest = Infinity;
    let idle = 0;
    while (idle < this.#turn.length) {
      const model = this.#turn[0]!;
      // Who has the turn keeps it until a place is free.
      if (this.controller.full && !this.#queues.get(model)!.first?.stopped()) break;
      this.#turn.push(this.#turn.shift()!);
      idle++;
      const queue = this.#queues.get(model)!;
      const waiter = queue.first;
      if (!waiter) continue;
      if (waiter.stopped()) {
        queue.shift();
        waiter.resolve(null);
        idle = 0;
        continue;
      }
      const now = this.clock.now();
      const wait = this.controller.wait(now, model, waiter.tokens);
      if (wait === Infinity) break;
      if (wait > 0) {
        soonest = Math.min(soonest, wait);
        continue;
      }
      queue.shift();
      idle = 0;
      waiter.resolve(this.controller.sent(now, model, waiter.tokens));
    }
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (soonest < Infinity) {
      this.#cancelTimer = this.clock.after(soonest, () => {
        this.#cancelTimer = null;
        this.pump();
      });
    }
  }

  /** Lets go of all that shall not be sent any more. */
  sweep(): void {
    for (const queue of this.#queues.values()) {
      for (const waiter of queue.takeWhere((w) => w.stopped())) waiter.resolve(null);
    }
    this.pump();
  }

  /** What a progress display shows of it. */
  state(): LaneState {
    const waiting = [...this.#queues].filter(([, queue]) => queue.first).map(([model]) => model);
    return { provider: this.provider, ...this.controller.state(this.clock.now(), waiting) };
  }
}
