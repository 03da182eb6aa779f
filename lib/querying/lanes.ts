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

/**
 * The connections of an engine, made when they are first needed; one for all stages. Providers of one address and one
 * key (one with batches and one without, say) share a lane, since their requests count together there; the tightest of
 * their limits holds.
 */
export class Lanes {
  readonly #connections = new Map<string, Connection>();
  readonly #lanes = new Map<string, Lane>();
  readonly #batches = new Map<string, BatchApi | undefined>();
  readonly #secrets = new Set<string>();

  constructor(
    readonly providers: Readonly<Record<string, ProviderConfig>>,
    readonly env: Environment,
    readonly clock: Clock,
    readonly fetch?: typeof globalThis.fetch,
    readonly around: (provider: Provider) => Provider = (provider) => provider,
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
    const connection = {
      provider: withoutKeys(this.around(makeProvider(config.api, options)), this.#secrets),
      lane: this.#laneOf(id, config),
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
    return Array.from(this.#lanes.values(), (lane) => lane.state());
  }

  /** Lets go of all that shall not be sent any more. */
  sweep(): void {
    for (const lane of this.#lanes.values()) lane.sweep();
  }

  #laneOf(id: string, config: ProviderConfig): Lane {
    const account = this.#accountOf(config) ?? id;
    const made = this.#lanes.get(account);
    if (made) return made;
    const sharing = Object.values(this.providers)
      .filter((other) => other === config || this.#accountOf(other) === account);
    const least = (of: "concurrency" | "requestsPerMinute" | "tokensPerMinute") => {
      const limits = sharing.map((other) => other[of]).filter((limit) => limit !== undefined);
      return limits.length > 0 ? Math.min(...limits) : undefined;
    };
    const concurrency = least("concurrency");
    const controller = new RateController({
      start: concurrency ?? START,
      ceiling: concurrency ?? CEILING,
      requestsPerMinute: least("requestsPerMinute"),
      tokensPerMinute: least("tokensPerMinute"),
    }, this.clock.now());
    const lane = new Lane(id, controller, this.clock);
    this.#lanes.set(account, lane);
    return lane;
  }

  /** What tells apart whose requests count together; undefined where there is no key. */
  #accountOf({ api, baseUrl, apiKeyEnv }: ProviderConfig): string | undefined {
    const key = apiKeyEnv === undefined ? undefined : this.env(apiKeyEnv)?.trim();
    return key && `${api}\n${baseUrl ?? ""}\n${key}`;
  }

  #optionsOf(id: string, config: ProviderConfig): ProviderOptions {
    const apiKey = apiKeyOf(id, config, this.env);
    if (config.apiKeyEnv !== undefined) this.#secrets.add(apiKey);
    const { baseUrl, accepts } = config;
    return { apiKey, baseUrl, accepts, ...(this.fetch && { fetch: this.fetch }) };
  }
}
