import type { Clock } from "../clock.ts";
import { type BatchApi, BatchRefused, type Found, type SoughtBatch } from "./batch_api.ts";

/** So many times the seconds between two looks a batch must be absent: a request may go on after its connection. */
const SETTLED = 4;

/** A search for a batch that may have been submitted. */
export class BatchSearch {
  #absentSince: number | null = null;

  /** @param pollSeconds Seconds between two looks. */
  constructor(
    readonly batches: Pick<BatchApi, "find">,
    readonly clock: Clock,
    readonly pollSeconds: number,
  ) {}

  /**
   * Looks once. An endpoint that cannot list its batches has none, as far as anyone can tell.
   *
   * @returns `pending` where the provider has no such batch so far, but may be about to take it.
   * @throws {Error} If the provider cannot be asked now.
   */
  async look(sought: SoughtBatch): Promise<Found | "pending"> {
    const found = await this.#find(sought);
    const now = this.clock.now();
    if (found !== "absent") {
      this.#absentSince = null;
      return found;
    }
    this.#absentSince ??= now;
    return now - this.#absentSince >= SETTLED * 1000 * this.pollSeconds ? "absent" : "pending";
  }

  async #find(sought: SoughtBatch): Promise<Found> {
    try {
      return await this.batches.find(sought);
    } catch (error) {
      if (error instanceof BatchRefused && error.unsupported) return "absent";
      throw error;
    }
  }
}
