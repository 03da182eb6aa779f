import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import type { ModelRef } from "../study/model_ref.ts";
import type { EmbeddingCharge } from "../study/completion.ts";
import { InputError } from "../study/input_error.ts";
import type { Journal } from "../study/journal.ts";
import type { Budget } from "./budget.ts";
import { type Clock, sleep } from "./clock.ts";
import { readEmbeddings } from "./embedding_reading.ts";
import { type Fault, responseFault, thrownFault } from "./fault.ts";
import { givenUp } from "./given_up.ts";
import { interpret } from "./interpret.ts";
import type { Lanes } from "./lanes.ts";
import { Patience } from "./patience.ts";
import { costOf, type Price } from "./prices.ts";
import type { ProgressMeter } from "./progress_meter.ts";
import { rateHeaders } from "./rate_headers.ts";
import { malformed } from "./reading.ts";
import { redact } from "./redact.ts";
import { retryAfter, retryDelayOf } from "./retry_after.ts";
import { TimeLimit } from "./time_limit.ts";
import { estimateTokens } from "./token_estimate.ts";
import { unitNorm } from "./unit_norm.ts";

/** Embeds texts in this process, in order. */
export type LocalEmbedder = (
  texts: readonly string[],
  dimensions: number,
) => readonly ArrayLike<number>[] | Promise<readonly ArrayLike<number>[]>;

/** What an {@linkcode EmbeddingDesk} works with. */
export interface EmbeddingParts {
  readonly journal: Journal;
  readonly lanes: Lanes;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly random: () => number;
  readonly priceOf: (provider: string, model: string) => Price | null;
  /** Throws where a model cannot be asked. */
  readonly check: (provider: string, model: string) => void;
  readonly local: Readonly<Record<string, LocalEmbedder>>;
  readonly offline: boolean;
  readonly stop: AbortSignal;
}

/** Texts in one request. */
const BATCH = 100;
/** Texts that are looked up in the journal together. */
const LOOKUP = 10_000;

/** Vectors of texts, with what each request for them cost. */
interface Embedded {
  readonly vectors: readonly ArrayLike<number>[];
  readonly charges: readonly EmbeddingCharge[];
}

/**
 * The key of an embedding: SHA-256, in lower-case hex, of the canonical JSON of provider, model, dimensions and
 * text.
 */
export function embeddingKey(model: ModelRef, dimensions: number, text: string): string {
  const asked = { provider: model.provider, model: model.model, dimensions, text };
  return createHash("sha256").update(canonicalize(asked) as string).digest("hex");
}

/** Embeds texts: from the journal where it has them, otherwise by the provider, many in one request. */
export class EmbeddingDesk {
  /** Providers whose endpoint answered 404 to a batch. */
  readonly #single = new Set<string>();
  /** Why a model is not asked any more, by provider and model. */
  readonly #closed = new Map<string, Error>();

  constructor(readonly parts: EmbeddingParts) {}

  /** See `Engine.embed`. */
  async embed(
    texts: readonly string[],
    model: ModelRef,
    dimensions: number,
    meter: ProgressMeter,
  ): Promise<Float32Array> {
    try {
      const out = new Float32Array(texts.length * dimensions);
      const missing = new Map<string, { readonly text: string; readonly at: number[] }>();
      // Rows go straight to their place: of very many there is no second copy.
      for (let start = 0; start < texts.length; start += LOOKUP) {
        const keys = texts.slice(start, start + LOOKUP)
          .map((text) => embeddingKey(model, dimensions, text));
        const found = await this.parts.journal.findEmbeddings([...new Set(keys)]);
        for (const [i, key] of keys.entries()) {
          const row = found.get(key);
          if (row) {
            if (row.length !== dimensions) {
              throw new Error(
                `Expected ${dimensions} dimensions in the journal but found ${row.length}`,
              );
            }
            out.set(row, (start + i) * dimensions);
            meter.count("answered", true);
            continue;
          }
          const known = missing.get(key);
          if (known) known.at.push(start + i);
          else missing.set(key, { text: texts[start + i]!, at: [start + i] });
        }
      }
      if (missing.size > 0) {
        const asked = Array.from(missing, ([key, { text }]) => [key, text] as const);
        const keep = (key: string, row: Float32Array) => {
          for (const i of missing.get(key)!.at) out.set(row, i * dimensions);
        };
        await this.#fill(asked, keep, model, dimensions, meter);
      }
      return out;
    } finally {
      meter.finish();
    }
  }

  async #fill(
    missing: readonly (readonly [key: string, text: string])[],
    keep: (key: string, row: Float32Array) => void,
    model: ModelRef,
    dimensions: number,
    meter: ProgressMeter,
  ): Promise<void> {
    const { journal, offline, check, local } = this.parts;
    if (model.provider !== "local") {
      if (offline) throw unembedded(missing[0]![1], "it is not in the journal");
      check(model.provider, model.model);
    } else if (!Object.hasOwn(local, model.model)) {
      throw unembedded(missing[0]![1], `there is no local embedder "${model.model}"`);
    }
    const work: (typeof missing)[] = [];
    for (let i = 0; i < missing.length; i += BATCH) work.push(missing.slice(i, i + BATCH));
    const settled = await Promise.allSettled(work.map(async (batch) => {
      const texts = batch.map(([, text]) => text);
      const { vectors, charges } = model.provider === "local"
        ? { vectors: await local[model.model]!(texts, dimensions), charges: [] }
        : await this.#ask(texts, model, dimensions);
      const found = new Map<string, Float32Array>();
      let unusable: string | undefined;
      batch.forEach(([key, text], i) => {
        const unit = unitNorm(vectors[i]!);
        if (unit?.length === dimensions) found.set(key, unit);
        else unusable ??= text;
      });
      await Promise.all([
        journal.appendEmbeddings(found, charges[0]),
        ...charges.slice(1).map((charge) => journal.appendEmbeddings(new Map(), charge)),
      ]);
      for (const [key, row] of found) {
        keep(key, row);
        meter.count("answered", false);
      }
      if (unusable !== undefined) throw unembedded(unusable, "its vector has no length");
    }));
    const failed = settled.find((s) => s.status === "rejected");
    if (failed) throw failed.reason;
  }

  /** Vectors of texts: one request, or one for each where the endpoint knows no batches. */
  async #ask(
    texts: readonly string[],
    model: ModelRef,
    dimensions: number,
  ): Promise<Embedded> {
    if (texts.length > 1 && this.#single.has(model.provider)) {
      const all = await Promise.all(texts.map((text) => this.#ask([text], model, dimensions)));
      return {
        vectors: all.flatMap(({ vectors }) => vectors),
        charges: all.flatMap(({ charges }) => charges),
      };
    }
    const { journal, lanes, budget, clock, random, stop, priceOf } = this.parts;
    const config = lanes.providers[model.provider]!;
    const { lane, provider } = lanes.get(model.provider);
    const tokens = estimateTokens(texts.map((content) => ({ role: "user" as const, content })));
    const price = priceOf(model.provider, model.model);
    const id = `${model.provider}\n${model.model}`;
    const closed = () => this.#closed.get(id);
    const cost = (inputTokens: number) =>
      price ? costOf(price, { inputTokens, cachedInputTokens: 0, outputTokens: 0 }) : 0;
    const patience = new Patience(random, config.retries);
    while (true) {
      if (stop.aborted) throw new Error(sentence(texts[0]!, "the run was stopped"));
      if (closed()) throw closed();
      if (!(await budget.reserve(cost(tokens)))) {
        if (budget.exhausted) throw unembedded(texts[0]!, "it is over the budget");
        continue;
      }
      const ticket = await lane.acquire(
        model.model,
        tokens,
        () => stop.aborted || closed() !== undefined,
      );
      if (!ticket) {
        budget.settle(cost(tokens), 0);
        continue;
      }
      const limit = new TimeLimit(clock, config.timeoutSeconds);
      let fault: Fault;
      let asked: number | undefined;
      let spent = 0;
      let wasted: EmbeddingCharge | undefined;
      try {
        const raw = await provider.embed(model.model, dimensions, texts, limit.signal);
        const now = clock.now();
        const allowances = rateHeaders(raw.headers, now);
        if (raw.status < 300) {
          const read = readEmbeddings(config.api, raw.body, texts.length, dimensions);
          const inputTokens = read?.tokens ?? tokens;
          spent = cost(inputTokens);
          const charge = {
            provider: model.provider,
            model: model.model,
            texts: read ? texts.length : 0,
            inputTokens,
            usd: price && spent,
          };
          lane.controller.succeeded(now, ticket, allowances, read?.tokens ?? undefined);
          if (read) return { vectors: read.vectors, charges: [charge] };
          wasted = charge;
          fault = responseFault(
            config.api,
            raw.status,
            raw.body,
            malformed(`the body does not hold ${texts.length} vectors of ${dimensions} dimensions`),
          );
        } else {
          if (raw.status === 404 && texts.length > 1) {
            lane.controller.failed(now, ticket, allowances);
            this.#single.add(model.provider);
            return this.#ask(texts, model, dimensions);
          }
          const reading = interpret(config.api, raw.status, raw.body);
          fault = responseFault(config.api, raw.status, raw.body, reading);
          // Before the next may go.
          if (fault.scope === "provider" || fault.scope === "model") {
            const field = fault.scope === "provider" ? config.apiKeyEnv : undefined;
            const why = redact(fault.message, lanes.secrets);
            this.#closed.set(id, unembedded(texts[0]!, why, field));
          }
          asked = retryAfter(raw.headers, now) ?? retryDelayOf(raw.body);
          if (fault.scope === "limited") lane.controller.limited(now, ticket, allowances, asked);
          else if (fault.scope === "retry" && fault.kind === "status") {
            lane.controller.faulted(now, ticket, false, allowances);
          } else lane.controller.failed(now, ticket, allowances);
        }
      } catch (error) {
        fault = thrownFault(error, limit.expired);
        lane.controller.faulted(clock.now(), ticket, fault.scope === "unreachable");
      } finally {
        limit.end();
        budget.settle(cost(tokens), spent);
        lane.pump();
      }
      if (wasted) await journal.appendEmbeddings(new Map(), wasted);
      if (givenUp(fault, lane.controller)) {
        this.#closed.set(id, unembedded(texts[0]!, redact(fault.message, lanes.secrets)));
      }
      const wait = closed() ? null : patience.wait(fault, asked, lane.controller.reached);
      if (wait === null) {
        throw closed() ?? unembedded(texts[0]!, redact(fault.message, lanes.secrets));
      }
      await sleep(clock, wait, stop);
    }
  }
}

/** Told to the user in one sentence: it is the key, the model, the text or the provider that must be mended. */
function unembedded(text: string, why: string, field?: string): InputError {
  return new InputError(sentence(text, why), field === undefined ? {} : { field });
}

function sentence(text: string, why: string): string {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return `Expected an embedding of ${JSON.stringify(shown)} but ${why}`;
}
