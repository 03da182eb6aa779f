import type { Stage } from "./call.ts";
import type { Charge, Completion, Failure } from "./completion.ts";

/** Which completions to read; what is left out does not restrict. */
export interface JournalFilter {
  readonly stage?: Stage;
  readonly provider?: string;
  readonly model?: string;
}

/** Totals by stage, provider and model. */
export interface JournalTotal {
  readonly stage: Stage;
  readonly provider: string;
  readonly model: string;
  readonly completions: number;
  readonly failures: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** US dollars of the priced completions. */
  readonly usd: number;
  /** Completions that have no price or are not charged yet. */
  readonly unpriced: number;
}

/**
 * Where completions are kept. Two stores stand behind it, SQLite in the study's folder and PostgreSQL for several
 * machines; both pass one test suite.
 *
 * The promise of `append` is the acknowledgement: once it resolves, the completion survives a killed process, a
 * power loss and a full disk. Appends that wait together are committed together.
 */
export interface Journal extends AsyncDisposable {
  /** Makes a completion durable. A key that is there already stays as it is: the first answer counts. */
  append(completion: Completion): Promise<void>;
  /** Records why a call has no completion; a later completion of the key removes it. */
  fail(failure: Failure): Promise<void>;
  /** Records what a completion cost; written with the next commit, and rebuilt where a kill lost it. */
  charge(charge: Charge): Promise<void>;
  /** The completions of those keys that have one. Any number of keys. */
  find(keys: readonly string[]): Promise<Map<string, Completion>>;
  /** Which of the keys have a completion. */
  has(keys: readonly string[]): Promise<Set<string>>;
  /** The last failures of those keys that have one. */
  failures(keys: readonly string[]): Promise<Map<string, Failure>>;
  /** All completions that pass the filter, in order of their acknowledgement, streamed. */
  completions(filter?: JournalFilter): AsyncIterable<Completion>;
  /** Completions without a charge, streamed (after a kill, or after prices changed). */
  uncharged(): AsyncIterable<Completion>;
  /** What has been asked and spent. */
  totals(): Promise<JournalTotal[]>;
  /** Stored embedding vectors by key. */
  findEmbeddings(keys: readonly string[]): Promise<Map<string, Float32Array>>;
  /** Makes embedding vectors durable. */
  appendEmbeddings(vectors: ReadonlyMap<string, Float32Array>): Promise<void>;
  /** Small named texts of the study (batches' states, the manifest's parts), durable when it resolves. */
  setNote(name: string, value: string): Promise<void>;
  /** A named text, or undefined. */
  note(name: string): Promise<string | undefined>;
  /** Names of all notes that begin with a prefix. */
  noteNames(prefix: string): Promise<string[]>;
  /** Waits for what is pending and closes. */
  close(): Promise<void>;
}
