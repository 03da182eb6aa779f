const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Runs `then` when a signal is aborted, by one listener of the signal for all who ask: to add a listener takes as long as
 * there are listeners, which is too long for the calls of a batch.
 *
 * @param signal Not aborted yet.
 * @param then Of its own for each who asks.
 * @returns What cancels it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { onAbort } from "./on_abort.ts";
 *
 * const stop = new AbortController();
 * const seen: string[] = [];
 * onAbort(stop.signal, () => seen.push("one"));
 * const cancel = onAbort(stop.signal, () => seen.push("two"));
 * cancel();
 * stop.abort();
 * assertEquals(seen, ["one"]);
 * ```
 */
export function onAbort(signal: AbortSignal, then: () => void): () => void {
  let all = waiting.get(signal);
  if (!all) {
    const made = all = new Set();
    waiting.set(signal, made);
    const tell = () => {
      waiting.delete(signal);
      for (const then of made) then();
    };
    signal.addEventListener("abort", tell, { once: true });
  }
  const told = all;
  told.add(then);
  return () => void told.delete(then);
}
