import { callOfAsk } from "../../lib/querying/call_of_ask.ts";
import type { Ask } from "../../lib/querying/engine.ts";
import type { PriceTable } from "../../lib/querying/prices.ts";
import { callKey } from "../../lib/study/call.ts";
import type { ProviderConfig } from "../../lib/study/config.ts";

/** How many calls a worker has in flight at most. */
export const IN_FLIGHT = 24;

/** US dollars of one answer of the chaos server: 10 tokens in, 5 out. */
export const ANSWER_USD = (10 * 100 + 5 * 200) / 1e6;

/** Prices of the chaos server. */
export const CHAOS_PRICES: PriceTable = {
  date: "2026-11-24",
  providers: { chaos: { "chaos-1": { input: 100, output: 200 } } },
};

/** The chaos server as a provider. */
export function chaosProviders(port: number): Record<string, ProviderConfig> {
  return {
    chaos: {
      api: "openai",
      baseUrl: `http://127.0.0.1:${port}/v1`,
      apiKeyEnv: "CHAOS_KEY",
      concurrency: IN_FLIGHT,
      timeoutSeconds: 2,
      retries: 20,
    },
  };
}

/** The question of a number. */
export function question(i: number): string {
  return `Question number ${i}?`;
}

/** The ask of a question. */
export function chaosAsk(i: number): Ask {
  return {
    stage: "respond",
    prompt: "respond@1",
    model: { key: "chaos", provider: "chaos", model: "chaos-1" },
    messages: [{ role: "user", content: question(i) }],
  };
}

/** The key of a question's call. */
export function chaosKey(i: number): string {
  return callKey(callOfAsk("openai", chaosAsk(i)).call);
}
