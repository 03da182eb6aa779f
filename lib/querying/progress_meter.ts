import { countOutcomes, type Outcome } from "../study/outcome.ts";
import type { Clock } from "./clock.ts";
import type { LaneState, Progress, ProgressReporter } from "./progress.ts";

/** Milliseconds between updates, and how far the rate looks back. */
const INTERVAL = 250;
const WINDOW = 10_000;

/** What a {@linkcode ProgressMeter} asks about the rest of the run. */
export interface MeterSources {
  readonly usd: () => number;
  readonly capUsd: number | null;
  readonly lanes: () => readonly LaneState[];
}

/** Counts what a stage has done and tells a reporter of it, a few times a second. */
export class ProgressMeter {
  readonly #outcomes = countOutcomes([]);
  readonly #began: number;
  /** Live answers so far, at the times of the last updates. */
  readonly #history: { readonly at: number; readonly live: number }[] = [];
  #done = 0;
  #fromJournal = 0;
  #found = 0;
  #cancel: (() => void) | null = null;

  constructor(
    readonly label: string,
    readonly total: number | null,
    readonly reporter: ProgressReporter,
    readonly sources: MeterSources,
    readonly clock: Clock,
  ) {
    this.#began = clock.now();
    this.#history.push({ at: this.#began, live: 0 });
    this.#tick();
  }

  /** One more is done. */
  count(outcome: Outcome, fromJournal: boolean): void {
    this.#done++;
    this.#outcomes[outcome]++;
    if (fromJournal) this.#fromJournal++;
  }

  /** So many of those that are left were found in the journal and take no time worth telling. */
  found(inJournal: number): void {
    this.#found = inJournal;
  }

  /** The stage ended. */
  finish(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.reporter.finish(this.state());
  }

  /** The state now. */
  state(): Progress {
    const now = this.clock.now();
    const live = this.#done - this.#fromJournal;
    while (this.#history.length > 1 && this.#history[0]!.at < now - WINDOW) this.#history.shift();
    const since = this.#history[0]!;
    const seconds = (now - since.at) / 1000;
    const rate = seconds > 0 ? (live - since.live) / seconds : 0;
    return {
      label: this.label,
      done: this.#done,
      total: this.total,
      outcomes: { ...this.#outcomes },
      fromJournal: this.#fromJournal,
      usd: this.sources.usd(),
      capUsd: this.sources.capUsd,
      rate,
      secondsLeft: this.total === null || rate === 0
        ? null
        : Math.max(0, this.total - this.#done - this.#found) / rate,
      lanes: this.sources.lanes(),
      elapsed: now - this.#began,
    };
  }

  #tick(): void {
    this.#cancel = this.clock.after(INTERVAL, () => {
      this.reporter.update(this.state());
      this.#history.push({ at: this.clock.now(), live: this.#done - this.#fromJournal });
      this.#tick();
    });
  }
}
