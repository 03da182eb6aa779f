import type { Stage } from "../study/call.ts";
import type { StudyConfig } from "../study/config.ts";
import type { Journal } from "../study/journal.ts";
import type { ModelRef } from "../study/model_ref.ts";
import type { Cancellation } from "./batches/cancel_batches.ts";
import type { Clock } from "./clock.ts";
import type { Environment } from "./credentials.ts";
import type { LocalEmbedder } from "./embedding.ts";
import type { Engine } from "./engine.ts";
import type { PriceTable } from "./prices.ts";
import type { LaneState, ProgressReporter } from "./progress.ts";
import type { Provider } from "./providers/provider.ts";

/** What an engine is made of. */
export interface EngineOptions {
  /** The study's config, or the part of it that tells of providers and money. */
  readonly config: Pick<StudyConfig, "providers"> & { readonly budgetUsd?: number | undefined };
  readonly journal: Journal;
  /** Shows progress; nothing is shown when left out. */
  readonly reporter?: ProgressReporter;
  /** Stops the run when aborted. */
  readonly signal?: AbortSignal;
  /** Answers from the journal alone, without keys or network. */
  readonly offline?: boolean;
  /** The study's own price table, over the built-in one. */
  readonly prices?: PriceTable;
  /** Reads an environment variable; the process's own when left out. */
  readonly env?: Environment;
  /** Embedders that run in this process, by model name, for models of the provider `local`. */
  readonly localEmbedders?: Readonly<Record<string, LocalEmbedder>>;
  /** Seconds to wait for what is in flight when the run is stopped (30). */
  readonly graceSeconds?: number;
  /** Seconds without a new call after which a batch is submitted (3), and between looks at it (30, growing). */
  readonly batchSeconds?: { readonly gather?: number; readonly poll?: number };
  readonly clock?: Clock;
  /** Uniform on [0, 1), for the jitter of retries. */
  readonly random?: () => number;
  readonly fetch?: typeof fetch;
  /** Put around each provider; what it changes of a call is sent, and neither keyed nor journaled. */
  readonly around?: (provider: Provider) => Provider;
}

/** An engine with its accounts. */
export interface StudyEngine extends Engine, AsyncDisposable {
  /**
   * Checks, before anything is sent, that all those models can be asked: their providers' keys are set, and with a
   * cap they have a price.
   *
   * @throws {InputError} For the first that cannot.
   */
  check(models: Iterable<ModelRef>): void;
  /** US dollars spent by this engine. */
  readonly spentUsd: number;
  /**
   * Cancels the provider batches of the study that are open, of this and former processes; each that can be, and tells
   * which could not.
   */
  cancelBatches(): Promise<Cancellation>;
  /** State of the rate control, one per provider in use. */
  readonly lanes: readonly LaneState[];
  /** What was spent by all runs of the study so far, by stage and model, from the journal. */
  costs(): Promise<
    { stage: Stage; provider: string; model: string; usd: number; unpriced: number }[]
  >;
}
