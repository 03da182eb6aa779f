import type { Progress } from "../querying/progress.ts";
import { OUTCOMES } from "../study/outcome.ts";
import { count } from "./fold.ts";

/** What of a progress stays true after the run: the same for the same work. */
export interface SteadyWords {
  /** `1,200 of 2,400`, or `1,200` where the total is not known. */
  readonly done: string;
  /** Outcomes that occurred. */
  readonly outcomes: string;
}

/** How many were asked or read from the journal: what a stop left is not done, though it is settled. */
export function askedOf({ done, outcomes }: Progress): number {
  return done - outcomes.not_run;
}

/** Says how far a stage is. */
export function steadyWords(progress: Progress): SteadyWords {
  const { total, outcomes } = progress;
  const done = askedOf(progress);
  return {
    done: total === null ? count(done) : `${count(done)} of ${count(total)}`,
    outcomes: OUTCOMES.filter((outcome) => outcomes[outcome] > 0)
      .map((outcome) => `${count(outcomes[outcome])} ${outcome}`).join(", "),
  };
}

/** Says what differs from run to run: rate, cost, time left, what the rate control waits for. */
export function runningWords(progress: Progress, ended: boolean): string {
  const { rate, usd, capUsd, secondsLeft, fromJournal, elapsed, lanes } = progress;
  const paused = lanes.filter((lane) => lane.pausedSeconds > 0);
  const words = [
    fromJournal > 0 && `${count(fromJournal)} from the journal`,
    dollars(usd) + (capUsd === null ? "" : ` of ${dollars(capUsd)}`),
    !ended && rate > 0 && `${rate < 10 ? rate.toFixed(1) : count(Math.round(rate))}/s`,
    !ended && secondsLeft !== null && `${duration(secondsLeft)} left`,
    ended && `in ${duration(elapsed / 1000)}`,
    ...(ended
      ? []
      : paused.map((lane) => `${lane.provider} pauses for ${duration(lane.pausedSeconds)}`)),
  ];
  return words.filter((word) => word !== false).join(", ");
}

/** An amount as one would say it: cents, and more decimals only below a cent. */
function dollars(usd: number): string {
  return `$${usd > 0 && usd < 0.01 ? usd.toFixed(4) : usd.toFixed(2)}`;
}

/**
 * A time in words: `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { duration } from "./progress_words.ts";
 *
 * assert(duration(200) === "3 min 20 s");
 * ```
 */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
