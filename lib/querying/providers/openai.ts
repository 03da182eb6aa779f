import OpenAI from "openai";
import type { Call } from "../../study/call.ts";
import { capabilitiesOf } from "../capabilities.ts";
import { NEVER, type Provider, type ProviderOptions } from "./provider.ts";
import { passErrors, readRaw } from "./raw_fetch.ts";

/** The body that is sent for a call. */
export function openaiBody(
  call: Call,
  accepts?: ProviderOptions["accepts"],
): OpenAI.ChatCompletionCreateParamsNonStreaming {
  const p = call.parameters;
  const { maxTokensField } = capabilitiesOf({ api: "openai", accepts }, call.model);
  return {
    model: call.model,
    messages: call.messages.map(({ role, content }) => ({ role, content })),
    ...(p.temperature !== undefined && { temperature: p.temperature }),
    ...(p.topP !== undefined && { top_p: p.topP }),
    ...(p.maxTokens !== undefined && { [maxTokensField]: p.maxTokens }),
    ...(p.reasoningEffort !== undefined && { reasoning_effort: p.reasoningEffort }),
    ...(p.seed !== undefined && { seed: p.seed }),
    ...(p.json && { response_format: { type: "json_object" as const } }),
  };
}

/** OpenAI, xAI, or any endpoint that speaks OpenAI's chat completions, over OpenAI's SDK. */
export function openaiProvider(options: ProviderOptions): Provider {
  const client = new OpenAI({
    apiKey: options.apiKey,
    baseURL: options.baseUrl ?? "https://api.openai.com/v1",
    maxRetries: 0,
    timeout: NEVER,
    fetch: passErrors(options.fetch),
  });
  return {
    async send(call, signal) {
      return readRaw(
        await client.chat.completions.create(openaiBody(call, options.accepts), { signal })
          .asResponse(),
      );
    },
    async embed(model, dimensions, texts, signal) {
      const body = { model, dimensions, input: [...texts], encoding_format: "float" as const };
      return readRaw(await client.embeddings.create(body, { signal }).asResponse());
    },
  };
}
