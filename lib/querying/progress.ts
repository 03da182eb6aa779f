import type { OutcomeCounts } from "../study/outcome.ts";

/** What a progress display shows of one stage. */
export interface Progress {
  readonly label: string;
  readonly done: number;
  /** Null where it is not known yet. */
  readonly total: number | null;
  readonly outcomes: OutcomeCounts;
  /** How many of the done came from the journal, with nothing sent. */
  readonly fromJournal: number;
  /** US dollars spent in this run so far, all stages. */
  readonly usd: number;
  /** The cap of the run in US dollars, or null. */
  readonly capUsd: number | null;
  /** Answers per second over the last seconds. */
  readonly rate: number;
  /** Seconds left at this rate, or null. */
  readonly secondsLeft: number | null;
  /** State of the rate control, one per provider and key in use. */
  readonly lanes: readonly LaneState[];
  /** Milliseconds since the stage began. */
  readonly elapsed: number;
}

/** What the rate control of one provider and key is doing. */
export interface LaneState {
  readonly provider: string;
  readonly inFlight: number;
  /** How many may be in flight now. */
  readonly limit: number;
  /** Seconds until it sends again after a Retry-After, in an outage, or for want of an allowance; or 0. */
  readonly pausedSeconds: number;
}

/** Shows progress: in a terminal, in a notebook, or not at all. Called a few times a second, not per call. */
export interface ProgressReporter {
  update(progress: Progress): void;
  /** The stage ended; `progress` is its last state. */
  finish(progress: Progress): void;
  /** A sentence for the user (a fallback taken, a model that fails), shown once. */
  note(sentence: string): void;
}

/** Shows nothing. */
export const silent: ProgressReporter = { update() {}, finish() {}, note() {} };
