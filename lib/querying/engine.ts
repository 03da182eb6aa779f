import type { Message, Stage } from "../study/call.ts";
import type { ModelRef, Parameters } from "../study/model_ref.ts";
import type { Outcome } from "../study/outcome.ts";

/** What a stage wants asked. Stages add fields of their own to find their way back (scenario, query, …). */
export interface Ask {
  readonly stage: Stage;
  /** Name and version of the prompt, such as `rubric@1`. */
  readonly prompt: string;
  readonly model: ModelRef;
  readonly messages: readonly Message[];
  /** Index of a repeated draw; 0 when left out. */
  readonly sample?: number;
  /** Wishes of the stage, over the model's own parameters. */
  readonly parameters?: Parameters;
}

/** What came of an ask, read from the journaled completion. */
export interface Answer {
  /** Key of the call in the journal. */
  readonly key: string;
  /** `unparseable` is never set here: that is for the stage that reads the text. */
  readonly outcome: Exclude<Outcome, "unparseable">;
  /** The text, also of a truncated answer; null where there is none. */
  readonly text: string | null;
  /** Why, for an outcome other than `answered`, in a few words. */
  readonly detail: string | null;
  /** US dollars, or null where nothing was spent or the model has no price. */
  readonly usd: number | null;
  /** True when the journal had it and nothing was sent. */
  readonly fromJournal: boolean;
}

/** Options of one run over many asks. */
export interface RunOptions {
  /** What the progress display calls it, such as "panel responses". */
  readonly label: string;
  /** How many asks there will be, where the asks are not an array. */
  readonly total?: number;
}

/**
 * Answers asks: from the journal where it can, otherwise by a provider, under its rate control and within the
 * budget, with every completion durable in the journal before it is read. An offline engine answers from the
 * journal alone; what is not there ends as `not_run`. So a stage is one function for running, resuming and
 * rebuilding.
 */
export interface Engine {
  /**
   * Answers all asks, many at a time, and yields each with its answer as it comes (not in order). What the journal
   * lacks is found and sent first; what it has is read back beside the calls. Never throws for a single ask: its outcome
   * tells. When the run is stopped, what was not sent yet ends as `not_run`.
   *
   * @param asks An iterable that begins anew each time (an array, an object with a generator for an iterator) is gone
   * through twice, so that any number of journaled asks before the first new one is passed over in no more memory; it
   * must give the same asks then. Of a generator or an asynchronous iterable, which is gone through once, 32 MiB of them
   * are held at most.
   * @throws {Error} Where an iterable gives other asks the second time, or throws itself.
   */
  run<A extends Ask>(asks: Iterable<A> | AsyncIterable<A>, options: RunOptions): AsyncGenerator<
    readonly [ask: A, answer: Answer]
  >;
  /**
   * Embeds texts, in order, as unit rows of one flat array (`texts.length * dimensions`), from the journal where
   * it has them.
   *
   * @throws {Error} Where a text could not be embedded (rows must be complete), naming it.
   */
  embed(
    texts: readonly string[],
    options: { readonly model: ModelRef; readonly dimensions: number; readonly label: string },
  ): Promise<Float32Array>;
  /** Aborted when the run is to stop (Ctrl-C, a notebook's Stop, the budget). */
  readonly signal: AbortSignal;
}
