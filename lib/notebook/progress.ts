import type { Progress, ProgressReporter } from "../querying/progress.ts";
import { OUTCOMES } from "../study/outcome.ts";
import { VOLATILE_CLASS } from "./clean_notebook.ts";
import { count } from "./fold.ts";
import { type Html, markup } from "./html.ts";
import { askedOf, runningWords, steadyWords } from "./progress_words.ts";
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
 * Progress in a notebook: one display, updated in place, with what the running stage has done, how it ended, cost,
 * rate and time left. Finished stages are folded into one line; those that were cut short stay in sight. What
 * differs from run to run is marked, so that it does not stand in a committed notebook. Notes are gathered below, and
 * each stands there once.
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
 * assert(shown[0] === "Responses: 2 of 2 (1 answered, 1 filtered)");
 * ```
 */
export function notebookProgress(options: NotebookProgressOptions = {}): NotebookProgress {
  const { show = showInKernel, every = 250, now = () => performance.now() } = options;
  const id = `faultline-${crypto.randomUUID()}`;
  const finished: Progress[] = [];
  const notes: string[] = [];
  let running: Progress | undefined;
  let shown: { readonly label: string | undefined; readonly at: number } | undefined;
  let queue: Promise<void> = Promise.resolve();

  /** One after the other, so that an older state never replaces a newer one. */
  const put = () => {
    const update = shown !== undefined;
    shown = { label: running?.label, at: now() };
    const view = progressView(finished, running, notes);
    queue = queue.then(() => show(view, id, update)).catch(() => {});
  };

  return {
    update(progress) {
      running = progress;
      if (shown?.label !== progress.label || now() - shown.at >= every) put();
    },
    finish(progress) {
      running = undefined;
      finished.push(progress);
      put();
    },
    note(sentence) {
      if (notes.includes(sentence)) return;
      notes.push(sentence);
      if (shown) put();
    },
    settled: () => queue,
  };
}

function progressView(
  finished: readonly Progress[],
  running: Progress | undefined,
  notes: readonly string[],
): View {
  const whole = finished.filter(({ done, total, outcomes }) =>
    outcomes.not_run === 0 && (total === null || done >= total)
  );
  // Stages that were cut short stay in sight, and one line is not worth a fold.
  const folded = whole.length > 1 ? whole : [];
  const open = finished.filter((progress) => !folded.includes(progress));
  const told = notes.map((note) => markup`<div class="fl-faint">${oneLine(note, 400)}</div>`);
  return new View(
    markup`${
      folded.length > 0 &&
      markup`<details class="fl-fold"><summary>${foldedWords(folded)}</summary>${
        folded.map((progress) => line(progress, true))
      }</details>`
    }${open.map((progress) => line(progress, true))}${
      running && markup`${line(running, false)}${bar(running)}`
    }${told}`,
    [
      ...finished.map((progress) => lineText(progress, true)),
      ...(running ? [lineText(running, false)] : []),
    ].join("\n"),
  );
}

/** What finished stages come to together. */
function foldedWords(stages: readonly Progress[]): string {
  const counts = OUTCOMES.map((outcome) => ({
    outcome,
    n: stages.reduce((sum, { outcomes }) => sum + outcomes[outcome], 0),
  })).filter(({ n }) => n > 0).map(({ outcome, n }) => `${count(n)} ${outcome}`);
  return [`${stages.length} stages finished`, ...counts].join(", ");
}

function line(progress: Progress, ended: boolean): Html {
  const { done, outcomes } = steadyWords(progress);
  const counts = outcomes === "" ? "" : markup` <span class="fl-faint">(${outcomes})</span>`;
  const rest = markup`<span class="${VOLATILE_CLASS}">, ${runningWords(progress, ended)}</span>`;
  return markup`<div><b>${oneLine(progress.label, 120)}</b>: ${done}${counts}${rest}</div>`;
}

/** In plain text nothing marks what differs from run to run, so that it is left out when a stage has ended. */
function lineText(progress: Progress, ended: boolean): string {
  const { done, outcomes } = steadyWords(progress);
  const words = `${oneLine(progress.label, 120)}: ${done}${outcomes && ` (${outcomes})`}`;
  return ended ? words : `${words}, ${runningWords(progress, ended)}`;
}

function bar(progress: Progress): Html {
  const { total } = progress;
  const done = askedOf(progress);
  if (total === null) return markup`<progress></progress>`;
  return markup`<progress max="${total || 1}" value="${total === 0 ? 1 : done}"></progress>`;
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
