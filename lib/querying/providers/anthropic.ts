import Anthropic from "@anthropic-ai/sdk";
import type { Call } from "../../study/call.ts";
import { NEVER, type Provider, type ProviderOptions } from "./provider.ts";
import { passErrors, readRaw } from "./raw_fetch.ts";

/** The body that is sent for a call. */
export function anthropicBody(call: Call): Anthropic.MessageCreateParamsNonStreaming {
  const p = call.parameters;
  const system = call.messages.filter((m) => m.role === "system").map((m) => m.content).join(
    "\n\n",
  );
  return {
    model: call.model,
    max_tokens: p.maxTokens!,
    messages: call.messages.filter((m) => m.role !== "system").map(({ role, content }) => ({
      role: role as "user" | "assistant",
      content,
    })),
    ...(system && { system }),
    ...(p.temperature !== undefined && { temperature: p.temperature }),
    ...(p.topP !== undefined && { top_p: p.topP }),
    ...(p.thinkingBudget !== undefined && {
      thinking: { type: "enabled" as const, budget_tokens: p.thinkingBudget },
    }),
  };
}

/** Anthropic's Messages API over its SDK. */
export function anthropicProvider(options: ProviderOptions): Provider {
  const client = new Anthropic({
    apiKey: options.apiKey,
    authToken: null,
    baseURL: options.baseUrl ?? "https://api.anthropic.com",
    maxRetries: 0,
    timeout: NEVER,
    fetch: passErrors(options.fetch),
  });
  return {
    async send(call, signal) {
      return readRaw(
        await client.messages.create(anthropicBody(call), { signal, timeout: NEVER }).asResponse(),
      );
    },
    embed() {
      return Promise.reject(new Error("Expected a provider with embeddings but found Anthropic"));
    },
  };
}
