/** A signal that aborts when the user stops the cell, and its removal. */
export interface Interrupt extends Disposable {
  readonly signal: AbortSignal;
}

/** The error with which work ends that the user stopped. */
export class InterruptError extends Error {
  override name = "InterruptError";
}

/**
 * Listens for Stop in a notebook (and Ctrl-C in a terminal) while a stage runs. The first one aborts the stage;
 * the kernel and its variables live on, since somebody listens: without a listener, Stop ends the kernel.
 *
 * @param addListener How to listen for the interrupt; `Deno.addSignalListener` unless told.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { onInterrupt } from "./interrupt.ts";
 *
 * using interrupt = onInterrupt();
 * assert(!interrupt.signal.aborted);
 * ```
 */
export function onInterrupt(
  {
    add = (listener) => Deno.addSignalListener("SIGINT", listener),
    remove = (listener) => Deno.removeSignalListener("SIGINT", listener),
  }: {
    readonly add?: (listener: () => void) => void;
    readonly remove?: (listener: () => void) => void;
  } = {},
): Interrupt {
  const controller = new AbortController();
  const stop = () =>
    controller.abort(
      new InterruptError(
        "Stopped: what was answered is kept in the journal, and running the cell again continues",
      ),
    );
  add(stop);
  return { signal: controller.signal, [Symbol.dispose]: () => remove(stop) };
}

let kept = false;

/**
 * Keeps the kernel alive when Stop is pressed while no stage listens. Once per kernel; a program that is no kernel
 * must not call it, since Ctrl-C would no longer end it.
 */
export function keepKernelOnStop(): void {
  if (kept) return;
  kept = true;
  Deno.addSignalListener("SIGINT", () => {});
}
