import type { Ask } from "../../../lib/querying/engine.ts";
import type { PriceTable } from "../../../lib/querying/prices.ts";
import type { ProviderConfig } from "../../../lib/study/config.ts";

/** Twelve models of one provider: as many roles as a panel has. */
const MODELS = Array.from({ length: 12 }, (_, i) => ({
  key: `model_${i}`,
  provider: "bench",
  model: `model-${i}`,
  parameters: { temperature: 1, maxTokens: 2_000 },
}));

export const PROVIDERS: Record<string, ProviderConfig> = {
  bench: { api: "openai", baseUrl: "http://127.0.0.1:9/v1" },
};

export const PRICES: PriceTable = {
  date: "2026-11-24",
  providers: {
    bench: Object.fromEntries(MODELS.map(({ model }) => [model, { input: 1, output: 4 }])),
  },
};

/** The ask of a number. */
export function benchAsk(i: number): Ask {
  return {
    stage: "respond",
    prompt: "respond@1",
    model: MODELS[i % MODELS.length]!,
    messages: [{ role: "user", content: `Question ${i}: is honesty always kind? `.repeat(4) }],
  };
}

/** The body of its answer, some 1,500 characters of which no two are alike in whole. */
export function benchBody(i: number): string {
  const words = ["honest", "kind", "careful", "fair", "open", "gentle", "clear", "brave"];
  let text = "";
  for (let w = 0; w < 180; w++) text += `${words[(i * 31 + w * w * 7) % 8]} `;
  return JSON.stringify({
    id: `chatcmpl-${i}`,
    object: "chat.completion",
    created: 1_764_000_000,
    model: MODELS[i % MODELS.length]!.model,
    choices: [{
      index: 0,
      message: { role: "assistant", content: `${text}${i}`, refusal: null },
      finish_reason: "stop",
    }],
    usage: { prompt_tokens: 40, completion_tokens: 200, total_tokens: 240 },
  });
}
