import { type GenerateContentRequest, GoogleGenerativeAI } from "@google/generative-ai";
import type { Call } from "../../study/call.ts";
import { lendFetch } from "./lent_fetch.ts";
import type { Provider, ProviderOptions } from "./provider.ts";

/** The body that is sent for a call. */
export function googleBody(call: Call): GenerateContentRequest {
  const p = call.parameters;
  const system = call.messages.filter((m) => m.role === "system").map((m) => m.content).join(
    "\n\n",
  );
  const thinkingConfig = {
    ...(p.thinkingBudget !== undefined && { thinkingBudget: p.thinkingBudget }),
    ...(p.reasoningEffort !== undefined && { thinkingLevel: p.reasoningEffort }),
  };
  // The SDK's types are older than seed and thinkingConfig; it sends what it is given.
  const generationConfig: Record<string, unknown> = {
    ...(p.temperature !== undefined && { temperature: p.temperature }),
    ...(p.topP !== undefined && { topP: p.topP }),
    ...(p.maxTokens !== undefined && { maxOutputTokens: p.maxTokens }),
    ...(p.seed !== undefined && { seed: p.seed }),
    ...(p.json && { responseMimeType: "application/json" }),
    ...(Object.keys(thinkingConfig).length > 0 && { thinkingConfig }),
  };
  return {
    contents: call.messages.filter((m) => m.role !== "system").map(({ role, content }) => ({
      role: role === "assistant" ? "model" : "user",
      parts: [{ text: content }],
    })),
    ...(system && { systemInstruction: { role: "system", parts: [{ text: system }] } }),
    ...(Object.keys(generationConfig).length > 0 && { generationConfig }),
  };
}

/** Gemini over Google's SDK. */
export function googleProvider(options: ProviderOptions): Provider {
  const sdk = new GoogleGenerativeAI(options.apiKey);
  const model = (name: string) =>
    sdk.getGenerativeModel(
      { model: name },
      options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl.replace(/\/$/, "") },
    );
  // An abort ends the fetch itself; the SDK would leave a listener on the signal for each call.
  const aborting = (signal: AbortSignal): typeof fetch => (input, init) =>
    (options.fetch ?? fetch)(input, { ...init, signal });
  return {
    send(call, signal) {
      return lendFetch(
        () => model(call.model).generateContent(googleBody(call)),
        aborting(signal),
      );
    },
    embed(name, dimensions, texts, signal) {
      // The SDK's type lacks outputDimensionality; it sends what it is given.
      const request = (text: string) => ({
        content: { role: "user", parts: [{ text }] },
        outputDimensionality: dimensions,
      });
      return lendFetch(
        () =>
          texts.length === 1
            ? model(name).embedContent(request(texts[0]!))
            : model(name).batchEmbedContents({ requests: texts.map(request) }),
        aborting(signal),
      );
    },
  };
}
