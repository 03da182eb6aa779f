import type { ProviderOptions } from "../providers/provider.ts";
import type { Api } from "../reading.ts";
import type { BatchApi } from "./batch_api.ts";

type Maker = (options: ProviderOptions) => Promise<BatchApi>;

/** Null for a wire format that has no batches. */
const MAKERS: Readonly<Record<Api, Maker | null>> = {
  openai: async (options) => (await import("./openai_batches.ts")).openaiBatches(options),
  anthropic: async (options) => (await import("./anthropic_batches.ts")).anthropicBatches(options),
  google: async (options) => (await import("./google_batches.ts")).googleBatches(options),
};

/**
 * The batches of a provider, or undefined where its wire format has none, and for xAI, which has none of this format.
 * Whether another endpoint has them shows when the first is submitted. The SDK is loaded by then.
 */
export function makeBatches(api: Api, options: ProviderOptions): BatchApi | undefined {
  const make = MAKERS[api];
  if (make === null) return undefined;
  if (options.baseUrl && new URL(options.baseUrl).hostname === "api.x.ai") return undefined;
  let made: Promise<BatchApi> | undefined;
  const batches = () => made ??= make(options);
  return {
    submit: async (...of) => (await batches()).submit(...of),
    find: async (...of) => (await batches()).find(...of),
    state: async (...of) => (await batches()).state(...of),
    results: async (...of) => (await batches()).results(...of),
    cancel: async (...of) => (await batches()).cancel(...of),
  };
}
