import type { Api } from "../reading.ts";
import { anthropicProvider } from "./anthropic.ts";
import { googleProvider } from "./google.ts";
import { openaiProvider } from "./openai.ts";
import type { Provider, ProviderOptions } from "./provider.ts";

const MAKERS = {
  openai: openaiProvider,
  anthropic: anthropicProvider,
  google: googleProvider,
} as const;

/** The provider that speaks a wire format. */
export function makeProvider(api: Api, options: ProviderOptions): Provider {
  return MAKERS[api](options);
}
