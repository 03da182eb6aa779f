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
 * Seconds for a request about a batch to be sent, and for each piece of its answer: the files may be large, but a
 * connection that hangs must not hang for ever.
 */
const SECONDS = 1800;

/**
 * The batches of a provider, or undefined where its wire format has none, and for xAI, which has none of this format.
 * Whether another endpoint has them shows when the first is submitted. The SDK is loaded by then.
 */
export function makeBatches(
  api: Api,
  options: ProviderOptions,
  seconds = SECONDS,
): BatchApi | undefined {
  const make = MAKERS[api];
  if (make === null) return undefined;
  if (options.baseUrl && new URL(options.baseUrl).hostname === "api.x.ai") return undefined;
  let made: Promise<BatchApi> | undefined;
  const limited = { ...options, fetch: limitedFetch(seconds, options.fetch) };
  const batches = () => made ??= make(limited);
  return {
    submit: async (...of) => (await batches()).submit(...of),
    find: async (...of) => (await batches()).find(...of),
    state: async (...of) => (await batches()).state(...of),
    async *results(...of) {
      yield* (await batches()).results(...of);
    },
    cancel: async (...of) => (await batches()).cancel(...of),
  };
}

/** A fetch that waits so long for an answer to begin, and then for each piece of it. */
function limitedFetch(seconds: number, inner: typeof fetch = fetch): typeof fetch {
  return async (input, init) => {
    const limit = new AbortController();
    const within = async <T>(work: Promise<T>): Promise<T> => {
      const late = () => limit.abort(new DOMException("no answer in time", "TimeoutError"));
      const timer = setTimeout(late, seconds * 1000);
      return await work.finally(() => clearTimeout(timer));
    };
    const signal = init?.signal ? AbortSignal.any([init.signal, limit.signal]) : limit.signal;
    const response = await within(inner(input, { ...init, signal }));
    const reader = response.body?.getReader();
    if (!reader) return response;
    const body = new ReadableStream({
      async pull(controller) {
        const { done, value } = await within(reader.read());
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    });
    return new Response(body, response);
  };
}
