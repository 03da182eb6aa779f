import type { ProviderConfig } from "../study/config.ts";
import type { BatchApi } from "./batches/batch_api.ts";
import { makeBatches } from "./batches/make_batches.ts";
import type { Clock } from "./clock.ts";
import { apiKeyOf, type Environment } from "./credentials.ts";
import { Lane } from "./lane.ts";
import type { LaneState } from "./progress.ts";
import { makeProvider } from "./providers/make_provider.ts";
import type { Provider, ProviderOptions } from "./providers/provider.ts";
import { RateController } from "./rate_controller.ts";
import { batchesWithoutKeys, withoutKeys } from "./strike.ts";

/** In flight at first and at most, where the config names no concurrency. */
const START = 16;
const CEILING = 256;

/** A provider with its key, and the lane to it. */
export interface Connection {
  readonly provider: Provider;
  readonly lane: Lane;
}

/** The connections of an engine, made when they are first needed; one for all stages. */
export class Lanes {
  readonly #connections = new Map<string, Connection>();
  readonly #batches = new Map<string, BatchApi | undefined>();
  readonly #secrets = new Set<string>();

  constructor(
    readonly providers: Readonly<Record<string, ProviderConfig>>,
    readonly env: Environment,
    readonly clock: Clock,
    readonly fetch?: typeof globalThis.fetch,
  ) {}

  /**
   * The connection to a provider of the study.
   *
   * @throws {InputError} Where its key is not set.
   */
  get(id: string): Connection {
    const made = this.#connections.get(id);
    if (made) return made;
    const config = this.providers[id]!;
    const options = this.#optionsOf(id, config);
    const controller = new RateController({
      start: config.concurrency ?? START,
      ceiling: config.concurrency ?? CEILING,
      requestsPerMinute: config.requestsPerMinute,
      tokensPerMinute: config.tokensPerMinute,
    }, this.clock.now());
    const connection = {
      provider: withoutKeys(makeProvider(config.api, options), this.#secrets),
      lane: new Lane(id, controller, this.clock),
    };
    this.#connections.set(id, connection);
    return connection;
  }

  /** The batches of a provider, or undefined where it has none. */
  batches(id: string): BatchApi | undefined {
    if (!this.#batches.has(id)) {
      const config = this.providers[id]!;
      const made = makeBatches(config.api, this.#optionsOf(id, config));
      this.#batches.set(id, made && batchesWithoutKeys(made, this.#secrets));
    }
    return this.#batches.get(id);
  }

  /** All keys in use, to be struck out of messages; what the connections give has none. */
  get secrets(): Iterable<string> {
    return this.#secrets;
  }

  /** States for the display. */
  states(): LaneState[] {
    return [...this.#connections.values()].map((c) => c.lane.state());
  }

  /** Lets go of all that shall not be sent any more. */
  sweep(): void {
    for (const { lane } of this.#connections.values()) lane.sweep();
  }

  #optionsOf(id: string, config: ProviderConfig): ProviderOptions {
    const apiKey = apiKeyOf(id, config, this.env);
    if (config.apiKeyEnv !== undefined) this.#secrets.add(apiKey);
    return { apiKey, baseUrl: config.baseUrl, ...(this.fetch && { fetch: this.fetch }) };
  }
}
