import { embeddingKey } from "../querying/embedding.ts";
import type { Answer, Ask } from "../querying/engine.ts";
import type { RecallingEngine } from "../scoring/recall.ts";
import type { Stage } from "../study/call.ts";
import { LOCAL_PROVIDER } from "../study/config.ts";
import type { Journal } from "../study/journal.ts";
import type { ModelRef } from "../study/model_ref.ts";

/** What a study asks of a model at a stage, as far as it is known, and what the journal has of it. */
export interface CallCount {
  /** Asks that have an answer in the journal, second ones included. */
  readonly answered: number;
  /** Asks that failed for good, which no run repeats. */
  readonly final: number;
  /** Calls that a run makes: distinct asks that have neither. */
  readonly missing: number;
  /** Of all of these, those that show a model an answer of its own which could not be read. */
  readonly second: number;
  /** How many times texts were embedded. */
  readonly embeddings: number;
}

/** A {@linkcode CallCount} in the making. */
interface Counting {
  answered: number;
  final: number;
  second: number;
  embeddings: number;
  /** The first 52 bits of the key of each ask that is missing: a few bytes each, also of millions. */
  readonly missing: number[];
}

/** Hexadecimal digits of a key that a number holds without loss. */
const DIGITS = 13;
/** Failures and vectors that are looked up together. */
const LOOKUP = 1_000;

/**
 * Counts, while a study is rebuilt with no network, what it asks and what of it the journal lacks: by the very keys of
 * the calls, so that a changed parameter, a changed prompt and a second ask count as what they are.
 */
export class CallTally {
  readonly #counts = new Map<string, Counting>();
  readonly #known = new WeakMap<ModelRef, Map<Stage, Counting>>();

  /** @param journal The one that the engine answers from. */
  constructor(readonly journal: Pick<Journal, "failures" | "findEmbeddings">) {}

  /** The same offline engine, counted. */
  over(engine: RecallingEngine): RecallingEngine {
    const run = async function* <A extends Ask>(
      this: CallTally,
      ...[asks, options]: Parameters<typeof engine.run<A>>
    ) {
      const failed: (readonly [key: string, count: Counting])[] = [];
      for await (const result of engine.run(asks, options)) {
        this.#count(...result, failed);
        if (failed.length >= LOOKUP) await this.#settle(failed.splice(0));
        yield result;
      }
      await this.#settle(failed);
    };
    return {
      run: run.bind(this) as RecallingEngine["run"],
      embed: async (texts, options) => {
        const { model, dimensions } = options;
        // What is embedded in this process is no call.
        if (model.provider !== LOCAL_PROVIDER) {
          const keys = new Set(texts.map((text) => embeddingKey(model, dimensions, text)));
          await this.#countTexts(model, [...keys]);
        }
        return await engine.embed(texts, options);
      },
      recall: (keys) => engine.recall(keys),
      signal: engine.signal,
    };
  }

  /** What was counted of a stage and a model with its parameters. */
  of(stage: Stage, model: ModelRef): CallCount {
    const { missing, ...rest } = this.#counts.get(callersId(stage, model)) ?? counting();
    return { ...rest, missing: distinct(missing) };
  }

  #count(ask: Ask, answer: Answer, failed: (readonly [key: string, count: Counting])[]): void {
    const count = this.#of(ask.stage, ask.model);
    if (ask.messages.some(({ role }) => role === "assistant")) count.second++;
    if (answer.outcome === "not_run") count.missing.push(prefixOf(answer.key));
    else if (answer.outcome === "failed") failed.push([answer.key, count]);
    else count.answered++;
  }

  /** A failure is asked again unless it is final; one without a record is itself an answer. */
  async #settle(failed: readonly (readonly [key: string, count: Counting])[]): Promise<void> {
    if (failed.length === 0) return;
    const failures = await this.journal.failures(failed.map(([key]) => key));
    for (const [key, count] of failed) {
      const failure = failures.get(key);
      if (!failure) count.answered++;
      else if (failure.final) count.final++;
      else count.missing.push(prefixOf(key));
    }
  }

  async #countTexts(model: ModelRef, keys: readonly string[]): Promise<void> {
    const count = this.#of("embed", model);
    count.embeddings++;
    for (let start = 0; start < keys.length; start += LOOKUP) {
      const wanted = keys.slice(start, start + LOOKUP);
      const found = await this.journal.findEmbeddings(wanted);
      count.answered += found.size;
      for (const key of wanted) if (!found.has(key)) count.missing.push(prefixOf(key));
    }
  }

  #of(stage: Stage, model: ModelRef): Counting {
    let stages = this.#known.get(model);
    if (!stages) this.#known.set(model, stages = new Map());
    let count = stages.get(stage);
    if (!count) {
      const id = callersId(stage, model);
      count = this.#counts.get(id) ?? counting();
      this.#counts.set(id, count);
      stages.set(stage, count);
    }
    return count;
  }
}

/** What two entries of a config have in common whose calls are the same. */
export function callersId(stage: Stage, { provider, model, parameters = {} }: ModelRef): string {
  return JSON.stringify([stage, provider, model, Object.entries(parameters).sort()]);
}

function counting(): Counting {
  return { answered: 0, final: 0, second: 0, embeddings: 0, missing: [] };
}

function prefixOf(key: string): number {
  return parseInt(key.slice(0, DIGITS), 16);
}

function distinct(numbers: readonly number[]): number {
  const sorted = Float64Array.from(numbers).sort();
  return sorted.reduce((n, x, i) => n + (i > 0 && x === sorted[i - 1] ? 0 : 1), 0);
}
