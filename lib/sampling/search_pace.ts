import type { KCenterCheckpoint } from "./k_center_checkpoint.ts";
import type { KCenterProgress, KCenterReports } from "./k_center_reports.ts";

/** Milliseconds between two turns of the caller's events, and between two reports. */
const YIELD_EVERY = 50, REPORT_EVERY = 100;

/** When a long search lets others run, stops, reports, and gives out a checkpoint. */
export class SearchPace {
  #yielded = performance.now();
  #reported = performance.now();
  #saved = performance.now();

  constructor(
    readonly reports: KCenterReports,
    readonly progress: () => KCenterProgress,
    readonly checkpoint: () => KCenterCheckpoint,
  ) {}

  /** Before a round. Rejects with the signal's reason where the search is stopped, after a last checkpoint. */
  async before(): Promise<void> {
    const { signal, onCheckpoint } = this.reports;
    const now = performance.now();
    if (now - this.#yielded > YIELD_EVERY) {
      // Lets timers and events of the caller run where no worker is waited for.
      await new Promise((resolve) => setTimeout(resolve));
      this.#yielded = now;
    }
    if (signal?.aborted) {
      onCheckpoint?.(this.checkpoint());
      signal.throwIfAborted();
    }
  }

  /** After a round. */
  after(): void {
    const { onProgress, onCheckpoint, checkpointEvery = 60_000 } = this.reports;
    const now = performance.now();
    if (onProgress && now - this.#reported > REPORT_EVERY) {
      this.#reported = now;
      onProgress(this.progress());
    }
    if (onCheckpoint && now - this.#saved > checkpointEvery) {
      this.#saved = now;
      onCheckpoint(this.checkpoint());
    }
  }

  /** At the end. */
  end(): void {
    this.reports.onProgress?.(this.progress());
  }
}
