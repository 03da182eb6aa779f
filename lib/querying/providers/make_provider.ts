import type { Api } from "../reading.ts";
import type { Provider, ProviderOptions } from "./provider.ts";

const MAKERS: Readonly<Record<Api, (options: ProviderOptions) => Promise<Provider>>> = {
  openai: async (options) => (await import("./openai.ts")).openaiProvider(options),
  anthropic: async (options) => (await import("./anthropic.ts")).anthropicProvider(options),
  google: async (options) => (await import("./google.ts")).googleProvider(options),
};

/** The provider that speaks a wire format. Its SDK is loaded by the first request: a run seldom needs all three. */
export function makeProvider(api: Api, options: ProviderOptions): Provider {
  let made: Promise<Provider> | undefined;
  const provider = () => made ??= MAKERS[api](options);
  return {
    send: async (...request) => (await provider()).send(...request),
    embed: async (...request) => (await provider()).embed(...request),
  };
}
