/** Time, injected so that tests need not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `then` after that many milliseconds; returns what cancels it. */
  after(milliseconds: number, then: () => void): () => void;
}

/** The longest that a timer of the platform can wait, in milliseconds. */
const LONGEST = 2_147_483_647;

/** The system's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
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
