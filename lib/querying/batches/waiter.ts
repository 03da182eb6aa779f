import type { Call } from "../../study/call.ts";
import type { Budget } from "../budget.ts";
import type { Answer } from "../engine.ts";
import { onAbort } from "../on_abort.ts";
import type { BatchItem } from "./batch_api.ts";

/** Where a waiter's call is: gathered, in a batch that was submitted, or on the way from one to the other. */
export type Place = "gathered" | "moving" | "submitted";

/** Who waits for the answer to a call, with a reservation for what it can cost. */
export class Waiter implements BatchItem {
  readonly key: string;
  readonly call: Call;
  readonly stop: AbortSignal;
  /** What is reserved, in US dollars. */
  readonly most: number;
  place: Place = "gathered";
  /** US dollars of answers to it that nobody could read. */
  wasted = 0;
  /** Comes when it is settled. */
  readonly answer: Promise<Answer>;
  readonly #budget: Budget;
  readonly #resolve: (answer: Answer | Promise<Answer>) => void;
  readonly #reject: (error: unknown) => void;
  readonly #forget: () => void;
  #settled = false;

  /**
   * @param budget Where `most` was reserved.
   * @param leave Told when the run stops before it is settled.
   */
  constructor(
    of: Pick<Waiter, "key" | "call" | "stop" | "most">,
    budget: Budget,
    leave: (waiter: Waiter) => void,
  ) {
    this.key = of.key;
    this.call = of.call;
    this.stop = of.stop;
    this.most = of.most;
    this.#budget = budget;
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.answer = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#forget = onAbort(this.stop, () => leave(this));
  }

  /** Whether it has its answer. */
  get settled(): boolean {
    return this.#settled;
  }

  /** Gives an answer, or the promise of one; only the first counts. `spent` is in US dollars. */
  settle(spent: number, answer: Answer | Promise<Answer>): void {
    if (this.#end(spent)) this.#resolve(answer);
  }

  /** Gives an error in place of an answer. */
  fail(error: unknown): void {
    if (this.#end(0)) this.#reject(error);
  }

  #end(spent: number): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    this.#forget();
    this.#budget.settle(this.most, spent + this.wasted);
    return true;
  }
}
