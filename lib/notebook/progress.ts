import type { Progress, ProgressReporter } from "../querying/progress.ts";
import { VOLATILE_CLASS } from "./clean_notebook.ts";
import { markup } from "./html.ts";
import { runningWords, steadyWords } from "./progress_words.ts";
import { View } from "./view.ts";
import { oneLine } from "./visible_text.ts";

/** Puts a view on the page: a new output, or in the place of the one with this id. */
export type Show = (view: View, id: string, update: boolean) => Promise<void>;

/** How the notebook's progress is shown. */
export interface NotebookProgressOptions {
  /** @default the kernel's own display */
  readonly show?: Show;
  /** The least milliseconds between two changes of a display. @default {250} */
  readonly every?: number;
  /** The current time in milliseconds. */
  readonly now?: () => number;
}

/** A reporter that can be waited for. */
export interface NotebookProgress extends ProgressReporter {
  /** Resolves when all that was reported is on the page. */
  settled(): Promise<void>;
}

/**
 * Progress in a notebook: one display per stage, updated in place, with what is done, how it ended, cost, rate and
 * time left. What differs from run to run is marked, so that it does not stand in a committed notebook. Notes are
 * gathered below the bar, and each stands there once.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { notebookProgress } from "./progress.ts";
 * import { countOutcomes } from "../study/outcome.ts";
 *
 * const shown: string[] = [];
 * const reporter = notebookProgress({ show: (view) => Promise.resolve(void shown.push(view.text)) });
 * reporter.finish({
 *   label: "Responses", done: 2, total: 2, outcomes: countOutcomes(["answered", "filtered"]), fromJournal: 0,
 *   usd: 0.5, capUsd: 2, rate: 1, secondsLeft: 0, lanes: [], elapsed: 1500,
 * });
 * await reporter.settled();
 * assert(shown[0] === "Responses: 2 of 2 (1 answered, 1 filtered), $0.50 of $2.00, in 1.5 s");
 * ```
 */
export function notebookProgress(options: NotebookProgressOptions = {}): NotebookProgress {
  const { show = showInKernel, every = 250, now = () => performance.now() } = options;
  const ids = new Map<string, string>();
  const shownAt = new Map<string, number>();
  const notes: string[] = [];
  let last: { progress: Progress; ended: boolean } | undefined;
  let queue: Promise<void> = Promise.resolve();

  /** One after the other, so that an older state never replaces a newer one. */
  const put = (progress: Progress, ended: boolean) => {
    last = { progress, ended };
    shownAt.set(progress.label, now());
    const known = ids.get(progress.label);
    const id = known ?? `faultline-${crypto.randomUUID()}`;
    ids.set(progress.label, id);
    const view = progressView(progress, ended, notes);
    queue = queue.then(() => show(view, id, known !== undefined)).catch(() => {});
    if (ended) ids.delete(progress.label);
  };

  return {
    update(progress) {
      if (now() - (shownAt.get(progress.label) ?? -Infinity) >= every) put(progress, false);
    },
    finish(progress) {
      put(progress, true);
      notes.length = 0;
    },
    note(sentence) {
      if (notes.includes(sentence)) return;
      notes.push(sentence);
      if (last && !last.ended) put(last.progress, false);
    },
    settled: () => queue,
  };
}

function progressView(progress: Progress, ended: boolean, notes: readonly string[]): View {
  const { done, outcomes } = steadyWords(progress);
  const running = runningWords(progress, ended);
  const label = oneLine(progress.label, 120);
  const bar = progress.total === null
    ? ended ? "" : markup`<progress></progress>`
    : markup`<progress max="${progress.total || 1}" value="${
      progress.total === 0 ? 1 : progress.done
    }"></progress>`;
  const counts = outcomes === "" ? "" : markup` <span class="fl-faint">(${outcomes})</span>`;
  const rest = markup`<span class="${VOLATILE_CLASS}">, ${running}</span>`;
  const told = notes.map((note) => markup`<div class="fl-faint">${oneLine(note, 400)}</div>`);
  return new View(
    markup`<div><b>${label}</b>: ${done}${counts}${rest}</div>${bar}${told}`,
    `${label}: ${done}${outcomes && ` (${outcomes})`}, ${running}`,
  );
}

/** Outside the kernel there is no page to put it on. */
async function showInKernel(view: View, id: string, update: boolean): Promise<void> {
  if (!inKernel()) return;
  await Deno.jupyter.display(view, { display_id: id, update });
}

/** Whether this runs in the Deno kernel of a notebook. */
export function inKernel(): boolean {
  try {
    return typeof Deno.jupyter?.display === "function";
  } catch {
    return false;
  }
}
