import type { Stage } from "./call.ts";
import type { Role } from "./role.ts";
import type { Charge, Completion, EmbeddingCharge, Failure, Waste } from "./completion.ts";

/** Which completions to read; what is left out does not restrict. */
export interface JournalFilter {
  readonly stage?: Stage;
  readonly provider?: string;
  readonly model?: string;
}

/** Totals by stage, provider and model; those of stage `embed` count texts where others count completions. */
export interface JournalTotal {
  readonly stage: Stage;
  readonly provider: string;
  readonly model: string;
  readonly completions: number;
  readonly failures: number;
  readonly inputTokens: number;
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** US dollars of the priced completions, and of paid answers that nobody can read. */
  readonly usd: number;
  /** Completions that have no price or are not charged yet. */
  readonly unpriced: number;
}

/** One way of asking that the journal holds, and how many completions it has of it. */
export interface Asked extends Role {
  readonly completions: number;
}

/**
 * How several workers share the calls of one study, each sent by one of them: a claim is a lease that runs out by
 * itself when its worker dies.
 *
 * An engine uses it so, for the calls of a chunk that the journal does not have:
 * 1. `claim(keys, worker, leaseSeconds)`; send those granted, and none else. `worker` names one process
 *    (`crypto.randomUUID()`), the lease is longer than a call with its retries takes, or is extended by claiming
 *    the same keys again before it runs out.
 * 2. `append` and `fail` end the claim of their key by themselves; `release` gives back what is not sent after
 *    all (a run that stops).
 * 3. Keys not granted are being asked by another worker: wait a second or so, `find` them again, and claim again
 *    what is still missing. Another worker's answer comes by `find`, a dead worker's lease is granted once it ran
 *    out, and a failure that another worker recorded meanwhile is granted too.
 */
export interface Claims {
  /**
   * Claims calls for `leaseSeconds` from now (by the store's clock) and returns those granted: keys that have no
   * completion and no other worker's running lease. Own claims are extended.
   */
  claim(keys: readonly string[], worker: string, leaseSeconds: number): Promise<Set<string>>;
  /** Gives claims back; those of other workers stay. */
  release(keys: readonly string[], worker: string): Promise<void>;
}

/**
 * Where completions are kept. Two stores stand behind it, SQLite in the study's folder and PostgreSQL for several
 * machines; both pass one test suite.
 *
 * The promise of `append` is the acknowledgement: once it resolves, the completion survives a killed process, a
 * power loss and a full disk. Appends that wait together are committed together.
 */
export interface Journal extends AsyncDisposable {
  /**
   * Makes a completion durable. A key that is there already stays as it is: the first answer counts.
   *
   * @throws {TypeError} If the key is not that of the call.
   * @throws {JournalError} If it could not be made durable (such as on a full disk): then it is not acknowledged.
   */
  append(completion: Completion): Promise<void>;
  /** Records why a call has no completion; a later completion of the key removes it. */
  fail(failure: Failure): Promise<void>;
  /**
   * Records what a completion cost; written with the next commit, and rebuilt where a kill lost it. The last
   * charge of a key counts; one for a key without a completion has no effect.
   */
  charge(charge: Charge): Promise<void>;
  /** Records a paid answer of which no completion came; durable when it resolves. */
  waste(waste: Waste): Promise<void>;
  /** The completions of those keys that have one. Any number of keys. */
  find(keys: readonly string[]): Promise<Map<string, Completion>>;
  /** Which of the keys have a completion. */
  has(keys: readonly string[]): Promise<Set<string>>;
  /** All keys that have a completion, in order, many at a time: some ten times as fast as asking for each. */
  keys(): AsyncIterable<readonly string[]>;
  /** The last failures of those keys that have one. */
  failures(keys: readonly string[]): Promise<Map<string, Failure>>;
  /** All completions that pass the filter, in order of their acknowledgement, streamed. */
  completions(filter?: JournalFilter): AsyncIterable<Completion>;
  /**
   * Those that pass the filter and have no charge or one of no price, streamed (after a kill, or after prices changed).
   */
  uncharged(filter?: JournalFilter): AsyncIterable<Completion>;
  /** What has been asked and spent. */
  totals(): Promise<JournalTotal[]>;
  /** Stored embedding vectors by key. */
  findEmbeddings(keys: readonly string[]): Promise<Map<string, Float32Array>>;
  /** Makes embedding vectors durable, and with them what they cost, where they cost something. */
  appendEmbeddings(
    vectors: ReadonlyMap<string, Float32Array>,
    charge?: EmbeddingCharge,
  ): Promise<void>;
  /** Small named texts of the study (batches' states, the manifest's parts), durable when it resolves. */
  setNote(name: string, value: string): Promise<void>;
  /** A named text, or undefined. */
  note(name: string): Promise<string | undefined>;
  /** Names of all notes that begin with a prefix. */
  noteNames(prefix: string): Promise<string[]>;
  /** What was really sent, beside messages and seeds: by stage, prompt, provider, model and parameters. */
  asked(): Promise<Asked[]>;
  /** Waits for what is pending and closes. */
  close(): Promise<void>;
  /** There where several workers may share the calls (PostgreSQL); with SQLite one process writes alone. */
  readonly claims?: Claims;
}
