/** Time, injected so that tests need not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `then` after that many milliseconds; returns what cancels it. */
  after(milliseconds: number, then: () => void): () => void;
}

/** The longest that a timer of the platform can wait, in milliseconds. */
const LONGEST = 2_147_483_647;

/**
 * Makes a clock that never goes back: where the wall clock is set back, it goes on from where it was; where it jumps on
 * (a machine that slept), so does this one. What waits by it for a moment would else wait as long again.
 *
 * @param wall Milliseconds since the epoch, which may be set.
 * @param steady Milliseconds that nobody sets.
 */
export function forwardClock(wall: () => number, steady: () => number): () => number {
  let ahead = wall() - steady();
  return () => {
    const now = steady();
    ahead = Math.max(ahead, wall() - now);
    return now + ahead;
  };
}

/** The system's clock, which never goes back. */
export const systemClock: Clock = {
  now: forwardClock(Date.now, () => performance.now()),
  after(milliseconds, then) {
    const id = setTimeout(then, Math.min(milliseconds, LONGEST));
    return () => clearTimeout(id);
  },
};

/** Resolves after a time, or as soon as the signal is aborted. */
export function sleep(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      cancel();
      signal.removeEventListener("abort", end);
      resolve();
    };
    const cancel = clock.after(milliseconds, end);
    signal.addEventListener("abort", end, { once: true });
  });
}
