import { inKernel } from "./progress.ts";
import type { View } from "./view.ts";

/** The kernel gives an output to the cell that runs when it is sent, a little after it was displayed. */
const SENT_AFTER = 100;

/**
 * Shows several views from the middle of a cell; the last expression shows itself. Where there is no kernel their
 * texts are printed.
 *
 * @param views What to show, in this order.
 *
 * @example
 * ```ts
 * import { show } from "./show.ts";
 *
 * await show();
 * ```
 */
export async function show(...views: readonly View[]): Promise<void> {
  if (!inKernel()) return views.forEach((view) => console.log(view.text));
  for (const view of views) await Deno.jupyter.display(view);
  await new Promise((next) => setTimeout(next, SENT_AFTER));
}
